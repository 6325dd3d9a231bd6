import { printGoal, printTable, seconds } from '@detectory/bench-kit/print';
import { median } from '@detectory/bench-kit/statistics';
import { choices } from './choices.mjs';
import { recipe, runBare, runOurs } from './contenders.mjs';
import { worth } from './worth.mjs';

export const parts = { control, choices, worth };

/** What our control program adds to bare YOLOv5. */
async function control(runs) {
  const bare = [];
  const ours = [];
  for (let round = 0; round < runs; round++) {
    bare.push(await runBare());
    ours.push(await runOurs());
  }
  const of = (measured, key) => median(measured.map((one) => one[key]));
  printTable(`coco128, ${recipe.epochs} epochs at ${recipe.imgsz} px, yolov5n`, [
    ['', 'wall', 'to first batch', 'CPU', 'of it the control program'],
    ['python -m yolov5.train', ...toCells(bare, of), ''],
    ['our control program (exports and measures, too)', ...toCells(ours, of), seconds(of(ours, 'ownCpuS'))],
  ]);
  const spent = [
    ['until the first batch', ({ startCpuS }) => startCpuS],
    [`in ${recipe.epochs} epochs`, ({ startCpuS, trainedCpuS }) => trainedCpuS - startCpuS],
    ['after them: export, parity, evaluation', ({ trainedCpuS, ownCpuS }) => ownCpuS - trainedCpuS],
  ];
  printTable('Where the control program spends its CPU time', [
    ['', 'CPU'],
    ...spent.map(([when, of]) => [when, seconds(median(ours.map(of)))]),
  ]);
  const share = median(ours.map(({ ownCpuS, cpuS }) => (100 * ownCpuS) / cpuS));
  printGoal("the control program's share of the run's CPU time", share, 2, '%');
  const later = median(ours.map(({ firstBatchS }, index) => firstBatchS - bare[index].firstBatchS));
  printGoal('later to the first batch', later, 3, ' s');
}

function toCells(measured, of) {
  return ['wallS', 'firstBatchS', 'cpuS'].map((key) => seconds(of(measured, key)));
}
