import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publishableProjects } from '../projects.mjs';
import { CheckError } from '../run-script.mjs';

/**
 * @typedef {object} Tarball
 * @property {string} name the package's name
 * @property {string} folder the project's, relative to the workspace
 * @property {string} file
 * @property {number} sizeBytes
 * @property {number} unpackedBytes
 * @property {number} files
 */

/**
 * Packs every publishable project as npm would publish it. The projects are built already.
 * @param {string} root the workspace
 * @param {string} destination an existing or new folder
 * @returns {Promise<Tarball[]>}
 */
export async function packProjects(root, destination) {
  mkdirSync(destination, { recursive: true });
  const projects = publishableProjects(root);
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination];
  const packed = await npmJson([...args, ...projects.map(({ folder }) => `--workspace=${folder}`)], root);
  const byName = new Map(packed.map((entry) => [entry.name, entry]));
  return projects.map(({ folder, manifest: { name } }) => {
    const entry = byName.get(name);
    if (!entry)
      throw new CheckError(`npm pack made no tarball of ${name} (${folder}); is it a workspace of package.json?`);
    const { filename, size, unpackedSize, entryCount } = entry;
    return {
      name,
      folder,
      file: join(destination, filename),
      sizeBytes: size,
      unpackedBytes: unpackedSize,
      files: entryCount,
    };
  });
}

/**
 * @param {readonly string[]} args @param {string} cwd
 * @returns {Promise<{ name: string, filename: string, size: number, unpackedSize: number, entryCount: number }[]>}
 */
async function npmJson(args, cwd) {
  const { stdout } = await promisify(execFile)('npm', args, { cwd, maxBuffer: 64 * 1024 * 1024 });
  return Object.values(JSON.parse(stdout));
}
