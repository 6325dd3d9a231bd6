import { mkdirSync, readFileSync, rmSync } from 'node:fs';
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

async function measure(name, command) {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const report = join(scratch, 'measured.json');
  const out = join(scratch, 'out');
  const { code, output } = await run(python, [measureScript, report, ...command(out)], { quiet: true });
  if (code !== 0) throw new SetupError(`${name} ended with ${code}:\n${output.slice(-1500)}`);
  const measured = { ...JSON.parse(readFileSync(report, 'utf8')), output };
  rmSync(scratch, { recursive: true, force: true });
  return measured;
}
