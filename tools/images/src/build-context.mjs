import { createHash } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'tar';
import { SetupError } from '@detectory/setup/fail';

const notBuilt = new Set(['__pycache__', 'node_modules', '.DS_Store']);

/**
 * The build context as a tar archive of what the container lists, with names in order and no times, owners or umask:
 * equal files give equal bytes, on any machine.
 * @param {import('./container.mjs').Container} container
 * @returns {Promise<Buffer>}
 */
export async function packContext({ folder, context }) {
  const files = context.flatMap((entry) => listFiles(folder, entry)).sort();
  const options = { cwd: folder, portable: true, noDirRecurse: true, mtime: new Date(0), onWriteEntry: unmask };
  const chunks = [];
  for await (const chunk of create(options, files)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * The image's tag: sha256 over the context and the content of every base.
 * @param {Uint8Array} context
 * @param {Readonly<Record<string, { content: string }>>} bases by Dockerfile ARG
 * @returns {string} 64 hexadecimal digits
 */
export function hashContext(context, bases) {
  const hash = createHash('sha256').update(context);
  for (const [argument, { content }] of Object.entries(bases).sort()) hash.update(`\n${argument}=${content}`);
  return hash.digest('hex');
}

function listFiles(folder, entry) {
  const stat = lstatSync(join(folder, entry), { throwIfNoEntry: false });
  if (!stat)
    throw new SetupError(`${join(folder, entry)} is missing; the image is built from it. Bundle first (nx does it).`);
  if (!stat.isDirectory()) return [entry];
  const names = readdirSync(join(folder, entry)).filter((name) => !notBuilt.has(name) && !name.endsWith('.pyc'));
  return names.flatMap((name) => listFiles(folder, `${entry}/${name}`));
}

/** A clone under another umask has other modes; only the executable bit means anything. */
function unmask(entry) {
  entry.stat.mode = (entry.stat.mode & 0o111) === 0 ? 0o100644 : 0o100755;
}
