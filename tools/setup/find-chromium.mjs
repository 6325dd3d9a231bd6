import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium that tests of pages open: Debian's package, Chrome, or what DETECTORY_CHROMIUM names; `undefined` without one. */
export function findChromium() {
  return [process.env.DETECTORY_CHROMIUM, ...places].find((place) => place && existsSync(place));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(findChromium() ?? 'none');
