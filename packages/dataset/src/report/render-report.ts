import { createHash } from 'node:crypto';
import { pictureStore } from './chart/picture.js';
import { Markup, markup } from './html/markup.js';
import { pageScript } from './html/page-script.js';
import { pageStyle } from './html/page-style.js';
import { renderSection, type Section } from './html/section.js';
import { pictureId, type ReportPage, sourcePictureId } from './report-page.js';
import { anchorsSection } from './sections/anchors.js';
import { boxesSection } from './sections/boxes.js';
import { classesSection } from './sections/classes.js';
import { coOccurrenceSection } from './sections/co-occurrence.js';
import { contactSheetsSection } from './sections/contact-sheets.js';
import { diversitySection } from './sections/diversity.js';
import { duplicatesSection } from './sections/duplicates.js';
import { leftOutSection } from './sections/left-out.js';
import { originSection } from './sections/origin.js';
import { overviewSection } from './sections/overview.js';
import { practiceSection } from './sections/practice.js';
import { splitSection } from './sections/split.js';

const sections: readonly ((page: ReportPage) => Section)[] = [
  overviewSection,
  classesSection,
  splitSection,
  practiceSection,
  boxesSection,
  anchorsSection,
  diversitySection,
  duplicatesSection,
  coOccurrenceSection,
  leftOutSection,
  contactSheetsSection,
  originSection,
];

/**
 * The report as one HTML document that needs nothing else: style, script and pictures stand in it, and its content security
 * policy forbids all hosts. Pure: the same page gives the same text.
 */
export function renderReport(page: ReportPage): string {
  const rendered = sections.map((section) => section(page));
  const title = `Dataset report: ${page.facts.place}`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(pageStyle)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the report</a>
<div class="page">
<header><div><h1>Dataset report</h1><p>${page.facts.place}</p></div><button id="theme" type="button" hidden>Dark colours</button></header>
<div class="columns">
<nav aria-label="Sections"><ol>${rendered.map(({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>`)}</ol></nav>
<main id="content" tabindex="-1">
${rendered.map(renderSection)}
</main>
</div>
</div>
${pictureStore(listPictures(page))}
<script>${new Markup(pageScript)}</script>
</body>
</html>
`.html;
}

const policy = [
  "default-src 'none'",
  'img-src data:',
  `style-src '${hashOf(pageStyle)}'`,
  `script-src '${hashOf(pageScript)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function listPictures(page: ReportPage): Parameters<typeof pictureStore>[0] {
  return [
    ...[...page.pictures].map(([image, picture]) => [pictureId(image), picture] as const),
    ...[...page.sourcePictures].map(([sourceRef, picture]) => [sourcePictureId(page, sourceRef), picture] as const),
  ];
}
