import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { countTier, isCount, sumTiers } from './sum-tiers.mjs';

/**
 * @typedef {object} Tier
 * @property {string} name
 * @property {readonly [string, ...string[]]} command
 * @property {boolean} counts whether it ends with `N passed, N failed`
 * @property {Readonly<Record<string, string>>} [env]
 */

/**
 * Runs tiers one after the other, all of them whatever fails; what they print is shown as it comes, but for their own
 * counts: the last lines say what failed, and the sum.
 * @param {readonly Tier[]} tiers
 * @param {{ cwd: string, print?: (line: string) => void }} options
 * @returns {Promise<number>} exit code: 0 where every tier passed something and nothing failed
 */
export async function runTiers(tiers, { cwd, print = console.log }) {
  const counted = [];
  for (const tier of tiers) {
    print(`\nci: ${tier.name}`);
    const startedAt = Date.now();
    const ran = await runTier(tier, cwd, print);
    const { problems, ...count } = countTier({ ...tier, ...ran });
    for (const problem of problems) print(`error: ${problem}`);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
    counted.push({
      ...count,
      failures: ran.output.split('\n').filter((line) => line.startsWith('failed: ')),
      line: `ci: ${tier.name}: ${count.passed} passed, ${count.failed} failed in ${seconds} s`,
    });
  }
  print('');
  for (const { line, failures } of counted) {
    print(line);
    for (const failure of failures) print(`  ${failure}`);
  }
  const { passed, failed } = sumTiers(counted);
  print(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/**
 * @param {Tier} tier
 * @param {string} cwd
 * @param {(line: string) => void} print
 * @returns {Promise<{ code: number, output: string }>}
 */
function runTier({ command: [program, ...args], env }, cwd, print) {
  return new Promise((resolve) => {
    /** @type {string[]} */
    const lines = [];
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const readers = [child.stdout, child.stderr].map((input) => createInterface({ input }));
    for (const reader of readers)
      reader.on('line', (line) => {
        lines.push(line);
        if (!isCount(line)) print(line);
      });
    child.once('error', (error) => {
      print(error.message);
      resolve({ code: 127, output: '' });
    });
    const closed = readers.map((reader) => new Promise((done) => reader.once('close', done)));
    child.once('close', async (code) => {
      await Promise.all(closed);
      resolve({ code: code ?? 1, output: lines.join('\n') });
    });
  });
}
