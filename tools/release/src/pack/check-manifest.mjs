import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/**
 * publint: whether package.json and the packed files fit each other.
 * @param {string} file the tarball
 * @param {import('./open-tarball.mjs').OpenTarball} tarball
 * @returns {Promise<string[]>}
 */
export async function checkManifest(file, { manifest }) {
  const bytes = readFileSync(file);
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { messages } = await publint({ pack: { tarball }, strict: true, level: 'warning' });
  return messages.map((message) => formatMessage(message, manifest, { color: false }) ?? message.code);
}
