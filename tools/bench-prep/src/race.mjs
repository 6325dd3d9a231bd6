import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from '@detectory/bench-kit/statistics';
import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';
import { python, scratch } from './places.mjs';

const measureScript = fileURLToPath(new URL('./measure.py', import.meta.url));

/**
 * Runs each contender in turn, `runs` times, so that a slow minute of the machine meets all of them.
 * @param {import('./contenders.mjs').Contender[]} contenders
 * @returns {Promise<{ name: string, wallS: number, cpuS: number, peakMb: number, output: string }[]>} medians
 */
export async function race(contenders, runs) {
  const results = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < runs; round++)
    for (const { name, command, runs: ownRuns = runs } of contenders)
      if (round < ownRuns) results.get(name).push(await measure(name, command));
  return [...results].map(([name, measured]) => ({
    name,
    wallS: median(measured.map((one) => one.wallS)),
    cpuS: median(measured.map((one) => one.cpuS)),
    peakMb: median(measured.map((one) => one.peakMb)),
    output: measured.at(-1).output,
  }));
}

/**
 * Every run writes to a folder of its own, which stays: ext4 gives out the inodes of files that were just deleted with much
 * more work (`recently_deleted` was half of the processor's time), and whoever comes next would pay for it.
 */
async function measure(name, command) {
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(join(scratch, 'run-'));
  const report = join(folder, 'measured.json');
  const out = join(folder, 'out');
  const { code, output } = await run(python, [measureScript, report, ...command(out)], { quiet: true });
  if (code !== 0) throw new SetupError(`${name} ended with ${code}:\n${output.slice(-1500)}`);
  return { ...JSON.parse(readFileSync(report, 'utf8')), output };
}

/** What the runs wrote: some gigabytes. */
export function removeScratch() {
  rmSync(scratch, { recursive: true, force: true });
}
