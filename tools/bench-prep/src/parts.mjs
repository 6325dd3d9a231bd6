import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printGoal, printRace, printTable, seconds } from '@detectory/bench-kit/print';
import { bundleBalance } from './bundle-balance.mjs';
import { labelContenders, ourLabels, splitContenders } from './contenders.mjs';
import { ensureImageJob, ensureManifest } from './ensure-job.mjs';
import { race } from './race.mjs';

const stagesScript = fileURLToPath(new URL('./stages.mjs', import.meta.url));

/** What `--only` may name, in the order in which they run. */
export const parts = { labels, split, balance, growth, stages };

async function labels(runs) {
  const job = await ensureImageJob();
  const ten = await race(labelContenders(join(job, 'output.manifest'), job), runs);
  printRace('Labels only, 10,000 lines', ten);
  printGoal('wall time to panlabel’s', ten[0].wallS / ten[1].wallS, 1);
  const hundred = await race(labelContenders(await ensureManifest(100_000), job), runs);
  printRace('Labels only, 100,000 lines', hundred);
  printGoal('wall time to panlabel’s', hundred[0].wallS / hundred[1].wallS, 0.5);
  printGoal('peak memory', hundred[0].peakMb, 250, ' MB');
}

async function split(runs) {
  const results = await race(splitContenders(await ensureImageJob()), runs);
  printRace('Split 80/20 with images copied, 10,000 images', results);
  printGoal('wall time to Datumaro’s', results[0].wallS / results[1].wallS, 0.5);
}

/** One of each form; the two most frequent of the 50 classes are held down, the rarest kept. */
const balanceModes = ['equal', 'max-ratio=2', 'target=300', 'c0<=20000,c1<=20000,c49>=500'];

async function balance(runs) {
  const script = await bundleBalance();
  const results = [];
  for (const mode of balanceModes) {
    const [result] = await race([{ name: mode, command: () => [process.execPath, script, mode] }], runs);
    results.push({ ...result, ...JSON.parse(result.output) });
  }
  printTable('Balancing 100,000 images × 50 classes', [
    ['--balance', 'search', 'its CPU', 'certified gap'],
    ...results.map(({ name, searchS, searchCpuS, gap }) => [
      name,
      seconds(searchS),
      seconds(searchCpuS),
      `${(gap * 100).toFixed(3)}%`,
    ]),
  ]);
  printGoal('slowest search', Math.max(...results.map((one) => one.searchS)), 5, ' s');
  printGoal('largest gap', 100 * Math.max(...results.map((one) => one.gap)), 1, '%');
}

async function growth(runs) {
  const rows = [];
  for (const lines of [1_000, 10_000, 100_000, 1_000_000]) {
    const contender = ourLabels(await ensureManifest(lines));
    // A size that can't be done must not hide the figures of the others.
    const [result] = await race([contender], lines > 100_000 ? 1 : runs).catch((error) => [error]);
    if (result instanceof Error) {
      rows.push([String(lines), 'failed', '', '', '']);
      console.log(result.message);
      continue;
    }
    const { wallS, cpuS, peakMb } = result;
    const perLine = `${((wallS / lines) * 1e6).toFixed(1)} µs`;
    rows.push([String(lines), seconds(wallS), perLine, seconds(cpuS), `${peakMb.toFixed(0)} MB`]);
  }
  printTable('Labels only, by lines', [['lines', 'wall', 'a line', 'CPU', 'peak memory'], ...rows]);
}

async function stages(runs) {
  const job = await ensureImageJob();
  const manifest = await ensureManifest(100_000);
  const contenders = [
    { name: 'labels only, 100,000', command: (out) => [process.execPath, stagesScript, manifest, out] },
    {
      name: 'with images, 10,000',
      command: (out) => [process.execPath, stagesScript, join(job, 'output.manifest'), out, job],
    },
  ];
  const results = await race(contenders, runs);
  const steps = ['read', 'scan', 'plan', 'write', 'commit'];
  printTable('Where the time goes (one run, without start-up)', [
    ['', ...steps],
    ...results.map(({ name, output }) => {
      const took = JSON.parse(output);
      return [name, ...steps.map((step) => seconds(took[step]))];
    }),
  ]);
}
