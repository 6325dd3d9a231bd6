import { join } from 'node:path';
import { printTable } from '@detectory/bench-kit/print';
import { median } from '@detectory/bench-kit/statistics';
import { root } from '@detectory/setup/workspace';
import { epochsOf, runOurs } from './contenders.mjs';
import { workbench } from './places.mjs';

/** The demo's recipe: a new head on yolov5n, so long that it has learnt. */
const base = {
  epochs: 20,
  imgsz: 224,
  'batch-size': 16,
  optimizer: 'AdamW',
  hyp: join(root, 'tools', 'demo', 'hyp-finetune.yaml'),
  noplots: true,
};

const variants = {
  'all layers learn, validated after each epoch': {},
  'freeze 10 (the backbone)': { freeze: 10 },
  'noval (validated once, at the end)': { noval: true },
};

/** What the choices that save time cost in mAP: the kept checkpoint of each run, with the seeds 0, 1, ... in turn. */
export async function worth(runs) {
  const found = new Map(Object.keys(variants).map((name) => [name, []]));
  for (let seed = 0; seed < runs; seed++)
    for (const [name, change] of Object.entries(variants)) {
      const { lines } = await runOurs({ ...base, ...change, seed }, workbench);
      const validated = epochsOf(lines).map(({ val }) => val.mAP50_95 ?? 0);
      found.get(name).push({ kept: Math.max(...validated), last: validated.at(-1) });
      console.log(`${name}, seed ${seed}: mAP50-95 ${found.get(name).at(-1).kept.toFixed(3)}`);
    }
  printTable(
    `What it is worth: 5 classes of a workbench, ${base.epochs} epochs at ${base.imgsz} px, yolov5n, medians of ${runs}`,
    [
      ['', 'mAP50-95 of what is kept', 'from', 'to', 'of the last epoch'],
      ...[...found].map(([name, all]) => [name, ...toCells(all)]),
    ],
  );
}

function toCells(all) {
  const kept = all.map((one) => one.kept);
  return [median(kept), Math.min(...kept), Math.max(...kept), median(all.map(({ last }) => last))].map((mAP) =>
    mAP.toFixed(3),
  );
}
