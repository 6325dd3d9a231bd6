import { createHash } from 'node:crypto';
import { dialogs } from './document/dialogs.js';
import { header } from './document/header.js';
import { panel } from './document/panel.js';
import { viewer } from './document/viewer.js';
import { script, style } from './generated/bundle.js';

/** A page as a server answers it. */
export interface PlaygroundPage {
  /** One document of UTF-8 that needs no other file. */
  readonly html: string;
  /** Response headers, by their lower-case names; the content security policy forbids every other host. */
  readonly headers: Readonly<Record<string, string>>;
}

const policy = [
  "default-src 'none'",
  `script-src '${hashOf(script)}'`,
  `style-src '${hashOf(style)}'`,
  'img-src blob: data:',
  'media-src blob:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/**
 * The page to try a model on, to be served from the origin of its endpoint: it asks `ping`, `models`, `invocations` and
 * `models/{name}/invoke` beside itself, and no other host. Always the same text.
 */
export const playgroundPage: PlaygroundPage = {
  html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Detectory playground</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#results">Skip to the results</a>
${header}
<main>
${viewer}
${panel}
</main>
${dialogs}
<script>${script}</script>
</body>
</html>
`,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  },
};

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
