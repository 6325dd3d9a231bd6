import { isExcepted } from './check-dockerfile.mjs';

/** @import { Finding, PinException } from '../types.js' */

/**
 * Actions are named by the full SHA of a commit, images by their digest; a tag can be moved.
 * @param {string} file
 * @param {string} text of a GitHub workflow or composite action
 * @param {readonly PinException[]} exceptions
 * @returns {Finding[]}
 */
export function checkWorkflow(file, text, exceptions) {
  const used = [...text.matchAll(/^\s*(?:-\s*)?["']?uses["']?\s*:\s*["']?([^\s"'#]+)/gm)].map(
    (match) => match[1] ?? '',
  );
  return used
    .filter((what) => !isPinned(what) && !isExcepted(file, what, exceptions))
    .map((what) => ({
      where: file,
      message: `\`uses: ${what}\` is no fixed commit; expected ${what.split('@')[0]}@<40 hex digits>, with the tag as a comment, or an entry under "pins.exceptions" of tools/supply-chain/policy.json with a reason.`,
    }));
}

/** @param {string} what */
function isPinned(what) {
  if (what.startsWith('./')) return true;
  return what.startsWith('docker://') ? /@sha256:[0-9a-f]{64}$/.test(what) : /@[0-9a-f]{40}$/.test(what);
}
