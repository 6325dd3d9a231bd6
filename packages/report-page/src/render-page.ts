import { createHash } from 'node:crypto';
import { Markup, markup } from './html/markup.js';
import { pageScript } from './html/page-script.js';
import { pageStyle } from './html/page-style.js';
import { renderSection, type Section } from './html/section.js';
import { type PagePicture, pictureStore } from './picture.js';

export interface ReportDocument {
  /** What the page is: `Dataset report`. */
  readonly heading: string;
  /** What it is about, below the heading and in the title. */
  readonly subject: string;
  /** Of the link that skips to the content: `Skip to the report`. */
  readonly skipText: string;
  readonly sections: readonly Section[];
  /** By the ids that the sections show them by. */
  readonly pictures: readonly (readonly [id: string, picture: PagePicture])[];
  /** Rules of this page's own, after the common ones. */
  readonly style?: string;
}

/**
 * A report as one HTML document that needs nothing else: style, script and pictures stand in it, and its content security
 * policy forbids all hosts. Pure: the same document gives the same text.
 */
export function renderPage({ heading, subject, skipText, sections, pictures, style = '' }: ReportDocument): string {
  const rules = pageStyle + style;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${toPolicy(rules)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${heading}: ${subject}</title>
<style>${new Markup(rules)}</style>
</head>
<body>
<a class="skip" href="#content">${skipText}</a>
<div class="page">
<header><div><h1>${heading}</h1><p>${subject}</p></div><button id="theme" type="button" hidden>Dark colours</button></header>
<div class="columns">
<nav aria-label="Sections"><ol>${sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`)}</ol></nav>
<main id="content" tabindex="-1">
${sections.map(renderSection)}
</main>
</div>
</div>
${pictureStore(pictures)}
<script>${new Markup(pageScript)}</script>
</body>
</html>
`.html;
}

function toPolicy(rules: string): string {
  return [
    "default-src 'none'",
    'img-src data:',
    `style-src '${hashOf(rules)}'`,
    `script-src '${hashOf(pageScript)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
