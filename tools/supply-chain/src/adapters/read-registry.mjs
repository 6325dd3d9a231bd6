import semver from 'semver';
import { runProgram } from './run-program.mjs';

/** @import { Candidate } from '../update/plan-update.mjs' */

/**
 * The versions of packages from the present one on, as npm's registry tells them; prereleases and what is newer than the
 * `latest` tag are left out.
 * @param {ReadonlyMap<string, string>} current name → version
 * @returns {Promise<Map<string, Candidate[]>>}
 */
export async function readRegistry(current) {
  const queue = [...current];
  /** @type {Map<string, Candidate[]>} */
  const found = new Map();
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) found.set(next[0], await readPackage(next[0], next[1]));
  };
  await Promise.all(Array.from({ length: 4 }, work));
  return found;
}

/**
 * @param {string} name
 * @param {string} from
 * @returns {Promise<Candidate[]>}
 */
async function readPackage(name, from) {
  const fields = ['version', 'engines', 'deprecated', 'dist-tags'];
  const output = await runProgram('npm', ['view', `${name}@>=${from}`, ...fields, '--json']);
  if (output.trim() === '') return [];
  const answer = JSON.parse(output);
  const versions = Array.isArray(answer) ? answer : [answer];
  const latest = versions[0]?.['dist-tags']?.latest;
  return versions
    .filter(({ version }) => !latest || !semver.gt(version, latest))
    .map(({ version, engines, deprecated }) => ({
      version,
      node: engines?.node,
      deprecated: deprecated !== undefined,
    }));
}
