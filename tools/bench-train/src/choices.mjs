import { printTable, seconds } from '@detectory/bench-kit/print';
import { median } from '@detectory/bench-kit/statistics';
import { epochsOf, recipe, runOurs } from './contenders.mjs';

/** What each variant changes one option of; said whole, because a default may depend on the machine. */
const base = { ...recipe, epochs: 4, workers: 2, cache: 'none', 'channels-last': false, noplots: true };

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
  [['channels-last', { 'channels-last': true }]],
];

/** What each choice does to an epoch's time, one option changed at a time. */
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
    ['workers 2, cache none, contiguous: the base', ...toCells(bases.map((one) => ({ ...one, ratio: 1 })))],
    ...[...measured].map(([name, all]) => [name, ...toCells(all)]),
  ]);
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
