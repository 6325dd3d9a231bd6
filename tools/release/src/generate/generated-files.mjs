import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { publishableProjects } from '../projects.mjs';

/** @typedef {Record<string, string>} Files paths below a folder, with `/`, and what stands in them */

/**
 * Every file of the workspace that a program writes, as it should be: a licence in each tarball, versions that a bundle
 * holds, and what each project's own `generate-*.mjs` answers.
 * @param {string} root
 * @returns {Promise<Files>}
 */
export async function generatedFiles(root) {
  const files = { ...licences(root), ...versions(root), ...(await ownFiles(root)) };
  const formatted = Object.entries(files).map(async ([path, text]) => [path, await formatFile(root, path, text)]);
  return Object.fromEntries(await Promise.all(formatted));
}

/** npm packs only what lies in a project's folder. @param {string} root @returns {Files} */
function licences(root) {
  const licence = readFileSync(join(root, 'LICENSE'), 'utf8');
  return Object.fromEntries(publishableProjects(root).map(({ folder }) => [`${folder}/LICENSE`, licence]));
}

/** @param {string} root @returns {Files} */
function versions(root) {
  const projects = publishableProjects(root).filter(({ folder }) => existsSync(join(root, folder, 'src/version.ts')));
  return Object.fromEntries(
    projects.map(({ folder, manifest }) => [
      `${folder}/src/version.ts`,
      `/** From package.json, by \`npm run generate\`; a constant, so that a bundle needs no file beside it. */\nexport const version = '${manifest.version}';\n`,
    ]),
  );
}

/** @param {string} root @returns {Promise<Files>} */
async function ownFiles(root) {
  /** @type {Files} */
  const files = {};
  for (const { folder } of publishableProjects(root))
    for (const name of readdirSync(join(root, folder)).filter((file) => /^generate-.*\.mjs$/.test(file))) {
      const generator = await import(pathToFileURL(join(root, folder, name)).href);
      for (const [path, text] of Object.entries(await generator.default())) files[`${folder}/${path}`] = String(text);
    }
  return files;
}

/** @param {string} root @param {string} path @param {string} text */
async function formatFile(root, path, text) {
  if (!/\.(ts|json|mjs)$/.test(path)) return text;
  const filepath = join(root, path);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
