import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The Chromium that tests of pages open: what DETECTORY_CHROMIUM names, whether it is there or not, else Debian's package or Chrome.
 * @returns {string | undefined} `undefined` where there is none
 */
export function findChromium(env = process.env) {
  return (env.DETECTORY_CHROMIUM ? [env.DETECTORY_CHROMIUM] : places).find((place) => existsSync(place));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(findChromium() ?? 'none');
