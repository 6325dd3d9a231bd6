/** @import { Finding } from '../types.js' */

/**
 * Each requirement of a Python lock file is one version with hashes.
 * @param {string} file
 * @param {string} text
 * @returns {Finding[]}
 */
export function checkPythonLock(file, text) {
  const requirements = text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('-'));
  return requirements.flatMap((line) => {
    const name = line.split(/[\s;]/)[0] ?? line;
    const problems = [
      ...(/^[\w.-]+(\[[^\]]*\])?==[\w.!+-]+$/.test(name) ? [] : ['is no exact version (name==version)']),
      ...(/--hash=sha256:[0-9a-f]{64}/.test(line) ? [] : ['has no sha256 hash']),
    ];
    return problems.map((problem) => ({
      where: file,
      message: `${name} ${problem}. Write the lock anew with \`npm run lock:python\`.`,
    }));
  });
}
