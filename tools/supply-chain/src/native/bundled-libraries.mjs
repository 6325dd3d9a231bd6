import { readFileSync } from 'node:fs';

/**
 * What is known of the libraries that npm packages and Python wheels carry within themselves.
 * @type {{ 'sharp-libvips': Record<string, string>, wheels: { file: string, name: string, licence: string }[] }}
 */
export const bundledLibraries = JSON.parse(
  readFileSync(new URL('../../data/bundled-libraries.json', import.meta.url), 'utf8'),
);
