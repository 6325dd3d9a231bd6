import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sampleCheckpoint } from '../src/testing/sample-checkpoint.js';

/** A dataset of a few photos that nobody decodes; the runner looks at names and labels alone. */
export async function writeDataset(folder: string, photos = 4): Promise<string> {
  for (const split of ['train', 'val']) {
    await mkdir(join(folder, 'images', split), { recursive: true });
    await mkdir(join(folder, 'labels', split), { recursive: true });
    for (let i = 0; i < photos; i++) {
      await writeFile(join(folder, 'images', split, `${split}${i}.jpg`), `photo ${split} ${i}`);
      await writeFile(join(folder, 'labels', split, `${split}${i}.txt`), '0 0.5 0.5 0.2 0.2\n');
    }
  }
  await writeFile(join(folder, 'data.yaml'), 'train: images/train\nval: images/val\nnames: [drill]\n');
  return folder;
}

/** What a model folder must hold to be opened; its graph is never run. */
export function modelFiles(mAP50_95 = 0.4): Record<string, string> {
  const manifest = {
    formatVersion: 1,
    engine: { name: 'yolov5', version: '7.0.14' },
    classNames: ['drill'],
    stridePx: 32,
    head: 'anchor-grid',
    exports: [
      {
        file: 'model.onnx',
        graph: 'fused',
        precision: 'fp32',
        inputLayout: 'nhwc-uint8-rgb',
        heightPx: 64,
        widthPx: 64,
      },
    ],
    thresholds: { confidence: 0.25, iou: 0.45, maxDetections: 300 },
    metrics: { split: 'val', images: 4, boxes: 4, precision: 0.5, recall: 0.5, mAP50: 0.6, mAP50_95 },
    licences: { code: 'AGPL-3.0', weights: 'AGPL-3.0' },
    files: [],
  };
  return { 'model.json': JSON.stringify(manifest), 'model.onnx': 'onnx' };
}

const weights = 'weights';
const sha256 = createHash('sha256').update(weights).digest('hex');
const checkpoint = sampleCheckpoint(0, { files: { 'last.pt': sha256, 'best.pt': sha256 } });

/**
 * What a run on this machine leaves when the power fails: a folder that becomes `target`, with the checkpoint of its last whole
 * epoch, and processes that are no more.
 * @param container in which it ran, instead of a process
 */
export async function leaveKilledRun(
  target: string,
  { number, epochs, container }: { readonly number: number; readonly epochs: number; readonly container?: string },
): Promise<string> {
  const folder = `${target}.partial-${number}`;
  // Linux counts processes up to 2^22.
  const gone = { kind: 'process', pid: 2 ** 22 + 1, startedAt: '1' };
  const state = {
    version: 1,
    name: 'garden',
    target,
    program: container ? { kind: 'container', id: container } : gone,
    supervisor: gone,
  };
  const files = {
    'run-state.json': JSON.stringify(state),
    'ml/checkpoints/last.txt': String(epochs),
    'ml/checkpoints/slot-a/last.pt': weights,
    'ml/checkpoints/slot-a/best.pt': weights,
    'ml/checkpoints/slot-a/state.json': JSON.stringify({ ...checkpoint, epoch: epochs - 1 }),
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/**
 * A program in the control program's place: it keeps its contract (folders, progress, SIGTERM, exit code, failure file) and takes
 * no minutes. What it does is said by hyperparameters, so that a runner is tested as a user drives it.
 */
export const standInProgram = `
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
const root = process.env.DETECTORY_ML_ROOT;
const { epochs = '3', 'overfit-patience': mode = '' } = JSON.parse(readFileSync(join(root, 'input/config/hyperparameters.json'), 'utf8'));
const progress = (event) => appendFileSync(process.env.DETECTORY_PROGRESS_FILE, JSON.stringify(event) + '\\n');
const fail = (text) => { mkdirSync(join(root, 'output'), { recursive: true }); writeFileSync(join(root, 'output/failure'), text); process.exit(1); };
const keep = (epoch) => {
  const slot = join(root, 'checkpoints/slot-a');
  mkdirSync(slot, { recursive: true });
  for (const name of ['last.pt', 'best.pt']) if (!existsSync(join(slot, name))) writeFileSync(join(slot, name), '${weights}');
  writeFileSync(join(slot, 'partial'), JSON.stringify({ ...${JSON.stringify(checkpoint)}, epoch }));
  renameSync(join(slot, 'partial'), join(slot, 'state.json'));
};
let stopping = false;
process.on('SIGTERM', () => (stopping = true));
progress({ event: 'stage', stage: 'training' });
const checkpoint = join(root, 'checkpoints/last.txt');
const first = existsSync(checkpoint) ? Number(readFileSync(checkpoint, 'utf8')) : 0;
console.log('beginning at epoch ' + first);
if (first > 0) progress({ event: 'resumed', epoch: first - 1, epochs: Number(epochs), from: join(root, 'checkpoints/slot-a/last.pt') });
if (mode === '16') fail('CheckpointMismatchError: unlike ' + join(root, 'input/data/checkpoint/slot-a') + ', and ' + join(root, 'checkpoints'));
for (let epoch = first; epoch < Number(epochs) && !stopping; epoch++) {
  await new Promise((done) => setTimeout(done, 50));
  progress({ event: 'epoch', epoch, train: {}, val: {}, best: true, seconds: 0.05 });
  writeFileSync(checkpoint + '.partial', String(epoch + 1));
  renameSync(checkpoint + '.partial', checkpoint);
  keep(epoch);
  if (mode === '13') fail('EngineFailedError: the loss is NaN; lower lr0');
  if (mode === '14') process.kill(process.pid, 'SIGKILL');
}
const files = mode === '15' ? { 'best.pt': '${weights}' } : ${JSON.stringify(modelFiles())};
for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'model', name), text);
writeFileSync(join(root, 'output/data/run.json'), JSON.stringify({ stopped: stopping }));
progress({ event: 'stage', stage: 'finished' });
console.log('done');
`;

/** A folder of its own with the dataset `data`, and a program that stands in for the control program. */
export async function layOutRuns(prefix: string): Promise<{ readonly folder: string; readonly program: string }> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  const program = join(folder, 'program.mjs');
  await writeFile(program, standInProgram);
  await writeDataset(join(folder, 'data'));
  return { folder, program };
}
