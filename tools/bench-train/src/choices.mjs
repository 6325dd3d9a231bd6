import { fileURLToPath } from 'node:url';
import { printTable, seconds } from '@detectory/bench-kit/print';
import { median } from '@detectory/bench-kit/statistics';
import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';
import { epochsOf, recipe, runOurs } from './contenders.mjs';
import { python } from './places.mjs';

/** What each variant changes one option of; said whole, because a default may depend on the machine. */
const base = { ...recipe, epochs: 4, workers: 2, cache: 'none', noplots: true };

/** Two at a time between runs of the base, which stand for the machine as it is meanwhile: it drifts more than some of these give. */
const variants = [
  [
    ['workers 1', { workers: 1 }],
    ['workers 0', { workers: 0 }],
  ],
  [
    ['cache ram', { cache: 'ram' }],
    ['freeze 10 (the backbone)', { freeze: 10 }],
  ],
  [
    ['noval (validated once, at the end)', { noval: true }],
    ['imgsz 256', { imgsz: 256 }],
  ],
];

/** What each choice does to an epoch's time, one option changed at a time; then what YOLOv5 has no option for. */
export async function choices(runs) {
  const bases = [await measureEpochs(base)];
  const measured = new Map(variants.flat().map(([name]) => [name, []]));
  for (const pair of Array.from({ length: runs }, () => variants).flat()) {
    const changed = [];
    for (const [name, change] of pair) changed.push([name, await measureEpochs({ ...base, ...change })]);
    bases.push(await measureEpochs(base));
    const usualS = (bases.at(-2).epochS + bases.at(-1).epochS) / 2;
    for (const [name, one] of changed) measured.get(name).push({ ...one, ratio: one.epochS / usualS });
    console.log(changed.map(([name, { epochS }]) => `${name} ${(epochS / usualS).toFixed(2)}`).join(', '));
  }
  const title = `What a choice does to an epoch: coco128, ${base.epochs} epochs at ${base.imgsz} px, yolov5n, medians of ${runs}`;
  printTable(title, [
    ['', 'an epoch', 'of the base', 'from', 'to', 'to first batch'],
    ['workers 2, cache none: the base', ...toCells(bases.map((one) => ({ ...one, ratio: 1 })))],
    ...[...measured].map(([name, all]) => [name, ...toCells(all)]),
  ]);
  await memoryFormats();
}

/** Without the first epoch, which waits for caches, and the last, which validates with noval too. */
async function measureEpochs(options) {
  const { lines, firstBatchS } = await runOurs(options);
  const epochs = epochsOf(lines).slice(1, -1);
  return { epochS: median(epochs.map((epoch) => epoch.seconds)), firstBatchS };
}

function toCells(measured) {
  const of = (key) => measured.map((one) => one[key]);
  const ratios = of('ratio');
  return [
    seconds(median(of('epochS'))),
    ...[median(ratios), Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2)),
    seconds(median(of('firstBatchS'))),
  ];
}

const rounds = 5;

/** A bare training step in both layouts: whether an option for it would be worth having. */
async function memoryFormats() {
  const program = fileURLToPath(new URL('../python/memory_formats.py', import.meta.url));
  const env = { OMP_WAIT_POLICY: 'PASSIVE', YOLOv5_AUTOINSTALL: 'false', PYTHONDONTWRITEBYTECODE: '1' };
  const { code, output } = await run(python, [program, String(rounds)], { quiet: true, env });
  const answer = output.split('\n').findLast((line) => line.startsWith('{'));
  if (code !== 0 || !answer)
    throw new SetupError(`memory_formats.py ended with ${code}:\n${output.split('\n').slice(-15).join('\n')}`);
  const { device, contiguous, channels_last: channelsLast } = JSON.parse(answer);
  printTable(`A bare training step on the ${device}: yolov5n, batch 16 at 320 px, medians of ${rounds} in turn`, [
    ['', 'a step', 'ratio'],
    ['contiguous (NCHW), as YOLOv5 trains', seconds(median(contiguous)), '1.00'],
    ['channels-last (NHWC)', seconds(median(channelsLast)), (median(channelsLast) / median(contiguous)).toFixed(2)],
  ]);
}
