import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { affectedRange } from './affected-range.mjs';

const execute = promisify(execFile);

/**
 * @typedef {object} Selection
 * @property {readonly string[]} command what comes after `npx` and before `-t`
 * @property {readonly string[] | undefined} projects undefined: all
 * @property {string} why
 */

/**
 * How to run targets on what a change affects.
 * @param {readonly string[]} targets
 * @param {{ cwd: string, asked?: import('./affected-range.mjs').Asked, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<Selection>}
 */
export async function selectAffected(targets, options) {
  const range = affectedRange(options);
  if ('everything' in range)
    return { command: ['nx', 'run-many'], projects: undefined, why: `everything: ${range.why}` };
  const between = [`--base=${range.base}`, ...(range.head ? [`--head=${range.head}`] : [])];
  const projects = await affectedProjects(
    [...between, ...targets.map((target) => `--withTarget=${target}`)],
    options.cwd,
  );
  const names = projects.length > 0 ? projects.join(', ') : 'nothing';
  return { command: ['nx', 'affected', ...between], projects, why: `${range.why} (${between.join(' ')}): ${names}` };
}

/** @param {readonly string[]} args @param {string} cwd @returns {Promise<string[]>} */
async function affectedProjects(args, cwd) {
  const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', FORCE_COLOR: '0' };
  const { stdout } = await execute('npx', ['nx', 'show', 'projects', '--affected', '--json', ...args], { cwd, env });
  const list = stdout.split('\n').find((line) => line.startsWith('['));
  if (!list) throw new Error(`nx show projects answered no list: ${stdout}`);
  return JSON.parse(list).sort();
}
