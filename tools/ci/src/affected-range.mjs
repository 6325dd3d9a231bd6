import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { SetupError } from '@detectory/setup/fail';

/**
 * @typedef {object} Asked
 * @property {string} [base]
 * @property {string} [head]
 *
 * @typedef {{ base: string, head?: string, why: string } | { everything: true, why: string }} Range
 *   without a head, uncommitted changes count
 */

/** The branch that changes are compared with outside CI; `defaultBase` of nx.json. */
const defaultBase = 'main';

/**
 * From where to where to look for changes: what was asked for, else what GitHub says of the event, else all that differs
 * from main. Where git doesn't know what the event or the default names there is nothing to compare with: everything
 * counts as changed.
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, asked?: Asked }} options
 * @returns {Range}
 * @throws {SetupError} where git doesn't know what was asked for
 */
export function affectedRange({ cwd, env = process.env, asked = {} }) {
  if (asked.base !== undefined || asked.head !== undefined) return askedFor(cwd, asked);
  switch (env.GITHUB_EVENT_NAME) {
    case undefined:
    case '':
      return known(cwd, { base: defaultBase }, `what differs from ${defaultBase}`);
    case 'pull_request':
      return known(
        cwd,
        { base: `origin/${env.GITHUB_BASE_REF}`, head: 'HEAD' },
        `pull request on ${env.GITHUB_BASE_REF}`,
      );
    case 'push':
      return pushed(cwd, env);
    default:
      return { everything: true, why: `a ${env.GITHUB_EVENT_NAME} compares with nothing` };
  }
}

/** @param {string} cwd @param {Asked} asked @returns {Range} */
function askedFor(cwd, { base = defaultBase, head }) {
  const range = known(cwd, { base, head }, 'as asked');
  if ('everything' in range) throw new SetupError(`--base=${base}${head ? ` --head=${head}` : ''}: ${range.why}.`);
  return range;
}

/** @param {string} cwd @param {NodeJS.ProcessEnv} env @returns {Range} */
function pushed(cwd, env) {
  const before = beforePush(env);
  if (!before || /^0+$/.test(before)) return { everything: true, why: 'the branch is new' };
  const range = known(cwd, { base: before, head: 'HEAD' }, 'the commits of this push');
  if ('everything' in range || succeeds(cwd, ['merge-base', '--is-ancestor', before, 'HEAD'])) return range;
  return { everything: true, why: `the push was forced: ${before} is no ancestor of HEAD` };
}

/** GitHub writes the event, with where the branch stood before the push, to a file. @param {NodeJS.ProcessEnv} env */
function beforePush(env) {
  if (!env.GITHUB_EVENT_PATH) return undefined;
  const { before } = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
  return typeof before === 'string' ? before : undefined;
}

/** @param {string} cwd @param {{ base: string, head?: string | undefined }} range @param {string} why @returns {Range} */
function known(cwd, { base, head }, why) {
  const missing = [base, head ?? 'HEAD'].find((ref) => !isCommit(cwd, ref));
  if (missing)
    return {
      everything: true,
      why: `git knows no commit ${missing} here (a shallow clone has few; fetch the whole history)`,
    };
  if (!succeeds(cwd, ['merge-base', base, head ?? 'HEAD']))
    return { everything: true, why: `${base} and ${head ?? 'HEAD'} have no common commit here` };
  return { base, ...(head && { head }), why };
}

/** @param {string} cwd @param {string} ref */
function isCommit(cwd, ref) {
  return succeeds(cwd, ['rev-parse', '--quiet', '--verify', '--end-of-options', `${ref}^{commit}`]);
}

/** @param {string} cwd @param {readonly string[]} args */
function succeeds(cwd, args) {
  try {
    execFileSync('git', args, { cwd, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
