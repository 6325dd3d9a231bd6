/** @import { Finding, PinException } from '../types.js' */

const digest = /@sha256:[0-9a-f]{64}$/;

/**
 * Base images, and images that files are copied from, carry their digest. An `ARG` before the first FROM counts as the image it names.
 * @param {string} file
 * @param {string} text
 * @param {readonly PinException[]} exceptions
 * @returns {Finding[]}
 */
export function checkDockerfile(file, text, exceptions) {
  return imagesOf(text)
    .filter((image) => !digest.test(image) && image !== 'scratch' && !isExcepted(file, image, exceptions))
    .map((image) => ({
      where: file,
      message: `the image ${image} has no digest; expected ${image.split('@')[0]}@sha256:… (\`docker buildx imagetools inspect\` tells it), or an entry under "pins.exceptions" of tools/supply-chain/policy.json with a reason.`,
    }));
}

/** @param {string} text */
function imagesOf(text) {
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r?\n/);
  const defaults = new Map(lines.flatMap((line) => parseArgument(line)));
  const stages = new Set(lines.flatMap((line) => /^\s*FROM\s.*\sAS\s+(\S+)/i.exec(line)?.[1]?.toLowerCase() ?? []));
  const named = lines.flatMap(
    (line) =>
      /^\s*FROM\s+(?:--\S+\s+)*(\S+)/i.exec(line)?.[1] ??
      /^\s*(?:COPY|RUN|ADD)\s.*?--(?:from=|mount=\S*?from=)([^\s,]+)/i.exec(line)?.[1] ??
      /^#\s*syntax\s*=\s*(\S+)/i.exec(line)?.[1] ??
      [],
  );
  const images = named.map((name) => expand(name, defaults));
  return [...new Set(images)].filter((image) => !stages.has(image.toLowerCase()) && !/^\d+$/.test(image));
}

/** @param {string} line @returns {[string, string][]} */
function parseArgument(line) {
  const match = /^\s*ARG\s+(\w+)=("?)([^"\s]*)\2/i.exec(line);
  return match ? [[match[1] ?? '', match[3] ?? '']] : [];
}

/**
 * @param {string} name
 * @param {ReadonlyMap<string, string>} defaults
 */
function expand(name, defaults) {
  return name.replace(/\$\{?(\w+)(?::-([^}]*))?\}?/g, (whole, key, other) => defaults.get(key) ?? other ?? whole);
}

/**
 * @param {string} file
 * @param {string} what
 * @param {readonly PinException[]} exceptions
 */
export function isExcepted(file, what, exceptions) {
  return exceptions.some((one) => one.file === file && one.what === what && one.reason !== '');
}
