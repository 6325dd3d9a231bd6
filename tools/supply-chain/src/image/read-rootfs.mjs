import { createHash } from 'node:crypto';
import { Parser } from 'tar';
import { isDebianFile } from '../debian/read-packages.mjs';
import { SupplyChainError } from '../errors.mjs';
import { isLibvipsVersions } from '../native/libvips-libraries.mjs';
import { isNativeLibrary } from '../native/wheel-libraries.mjs';
import { isManifest } from '../npm/read-manifests.mjs';
import { isMetadata } from '../python/read-packages.mjs';

/** @import { Readable } from 'node:stream' */
/** @import { ReadEntry } from 'tar' */
/** @import { RootfsFacts } from '../types.js' */

const nodeProgram = /(?:^|\/)bin\/node$/;
const pythonHeader = /(?:^|\/)include\/python3\.\d+\/patchlevel\.h$/;
const maxTextBytes = 32 * 1024 * 1024;

/**
 * Reads a root file system from a tar stream (`docker export`) as it comes; only the small files that say what is in it are kept.
 * @param {Readable} stream
 * @returns {Promise<RootfsFacts>}
 */
export async function readRootfs(stream) {
  const facts = { texts: new Map(), links: new Map(), natives: /** @type {string[]} */ ([]), programs: [] };
  /** @type {Promise<void>[]} */
  const reading = [];
  const parser = new Parser({ strict: true, onReadEntry: (entry) => void reading.push(readEntry(entry, facts)) });
  try {
    await new Promise((resolve, reject) => {
      parser.on('end', resolve).on('error', reject);
      stream.once('error', reject);
      stream.pipe(/** @type {NodeJS.WritableStream} */ (/** @type {unknown} */ (parser)));
    });
    await Promise.all(reading);
  } catch (error) {
    throw new SupplyChainError(
      `The image's file system can't be read as a tar stream: ${error instanceof Error ? error.message : error}. Expected what \`docker export\` writes.`,
    );
  }
  return facts;
}

/** Whether a file says what an image is made of. @param {string} path */
export function isTelling(path) {
  return (
    isDebianFile(path) || isManifest(path) || isMetadata(path) || isLibvipsVersions(path) || pythonHeader.test(path)
  );
}

/**
 * @param {ReadEntry} entry
 * @param {{ texts: Map<string, string>, links: Map<string, string>, natives: string[], programs: object[] }} facts
 */
async function readEntry(entry, facts) {
  const path = entry.path.replace(/^\.?\/+/, '').replace(/\/$/, '');
  if (entry.type === 'SymbolicLink' || entry.type === 'Link') {
    keepLink(path, entry, facts);
    entry.resume();
  } else if (entry.type !== 'File' && entry.type !== 'OldFile') entry.resume();
  else if (isTelling(path)) facts.texts.set(path, await readAll(entry, path));
  else if (nodeProgram.test(path)) facts.programs.push({ path: `/${path}`, ...(await readNodeProgram(entry)) });
  else {
    if (isNativeLibrary(`/${path}`)) facts.natives.push(path);
    entry.resume();
  }
}

/**
 * @param {string} path
 * @param {ReadEntry} entry
 * @param {{ links: Map<string, string> }} facts
 */
function keepLink(path, entry, facts) {
  if (!path.startsWith('usr/share/doc/') && path !== 'etc/os-release') return;
  const target = entry.linkpath ?? '';
  const base = entry.type === 'Link' || target.startsWith('/') ? 'file:///' : `file:///${path}`;
  facts.links.set(path, decodeURIComponent(new URL(encodeURI(target), base).pathname).slice(1));
}

/**
 * @param {ReadEntry} entry
 * @param {string} path
 */
async function readAll(entry, path) {
  if (entry.size > maxTextBytes)
    throw new SupplyChainError(`/${path} has ${entry.size} bytes; a file that lists packages is smaller.`);
  const chunks = [];
  for await (const chunk of entry) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Node carries the address of its own sources, and so its version. @param {ReadEntry} entry */
async function readNodeProgram(entry) {
  const hash = createHash('sha256');
  let version = '';
  let tail = '';
  for await (const chunk of entry) {
    hash.update(chunk);
    if (version) continue;
    const text = tail + chunk.toString('latin1');
    version = /\/node-v(\d+\.\d+\.\d+)\.tar\.gz/.exec(text)?.[1] ?? '';
    tail = text.slice(-64);
  }
  return { version, sha256: hash.digest('hex') };
}
