import { fileURLToPath } from 'node:url';
import { printTable, seconds } from '@detectory/bench-kit/print';
import { median } from '@detectory/bench-kit/statistics';
import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';
import { epochsOf, recipe, runOurs } from './contenders.mjs';
import { python } from './places.mjs';

/** What each variant changes one option of; said whole, because a default may depend on the machine. */
const base = { ...recipe, epochs: 3, workers: 2, cache: 'none', noplots: true };

const variants = {
  'workers 2, cache none': {},
  'workers 1': { workers: 1 },
  'workers 0': { workers: 0 },
  'cache ram': { cache: 'ram' },
  'freeze 10 (the backbone)': { freeze: 10 },
  'noval (validated once, at the end)': { noval: true },
  'imgsz 256': { imgsz: 256 },
};

/** What each choice does to an epoch's time and to the mAP: one option changed at a time, then what YOLOv5 has no option for. */
export async function choices() {
  const rows = [];
  for (const [name, change] of Object.entries(variants)) {
    rows.push([name, ...(await measureVariant(change))]);
    // A run takes more than a minute, and what is measured should not be lost with a later one.
    console.log(rows.at(-1).join('  '));
  }
  printTable(`What a choice costs and gives: coco128, ${base.epochs} epochs at ${base.imgsz} px, yolov5n`, [
    ['', 'an epoch', 'to first batch', 'whole run', 'mAP50-95'],
    ...rows,
  ]);
  await memoryFormats();
}

/** The median of the epochs after the first, which waits for caches; with noval, the last one alone validates. */
async function measureVariant(change) {
  const { lines, wallS, firstBatchS } = await runOurs({ ...base, ...change });
  const epochs = epochsOf(lines);
  const epochS = median(epochs.slice(1).map((epoch) => epoch.seconds));
  const mAP = epochs.at(-1).val.mAP50_95 ?? 0;
  return [seconds(epochS), seconds(firstBatchS), seconds(wallS), mAP.toFixed(3)];
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
