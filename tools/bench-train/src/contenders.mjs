import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureRun } from './measure-run.mjs';
import { controlProgram, dataset, fonts, makeRunFolder, python, weights } from './places.mjs';

/** What both train with: two cores, a small side, so that what is not YOLOv5 shows. */
export const recipe = { epochs: 5, imgsz: 320, 'batch-size': 16, workers: 2, seed: 0 };

/** `python -m yolov5.train`, as its own page says. */
export function runBare(options = recipe) {
  const folder = makeRunFolder();
  const data = join(folder, 'data.yaml');
  const names = Array.from({ length: 80 }, (_, index) => `class ${index}`);
  writeFileSync(data, JSON.stringify({ path: dataset, train: 'images/train', val: 'images/val', names }));
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return measureRun({
    command: [python, '-u', '-m', 'yolov5.train', '--data', data, '--weights', weights, '--project', folder, ...flags],
    env: {
      YOLOv5_AUTOINSTALL: 'false',
      WANDB_MODE: 'disabled',
      YOLO_OFFLINE: 'true',
      MPLBACKEND: 'Agg',
      YOLOV5_CONFIG_DIR: fonts,
      OMP_WAIT_POLICY: 'PASSIVE',
    },
    // The bar of the first epoch counts from its first batch on.
    isFirstBatch: (line) => /^\s*0\/\d+\s.*\b1\/\d+\b/.test(line),
  });
}

/** Our control program on a folder that is laid out as SageMaker lays out /opt/ml. */
export function runOurs(options = recipe, data = dataset) {
  const root = makeRunFolder();
  const channels = join(root, 'input', 'data');
  for (const folder of [join(root, 'input', 'config'), join(channels, 'weights')])
    mkdirSync(folder, { recursive: true });
  symlinkSync(data, join(channels, 'training'));
  symlinkSync(weights, join(channels, 'weights', 'yolov5n.pt'));
  const hyperparameters = Object.entries({ weights: 'yolov5n.pt', ...options }).map(([key, value]) => [
    key,
    String(value),
  ]);
  writeFileSync(
    join(root, 'input', 'config', 'hyperparameters.json'),
    JSON.stringify(Object.fromEntries(hyperparameters)),
  );
  return measureRun({
    command: [process.execPath, controlProgram, 'train'],
    env: { DETECTORY_ML_ROOT: root, DETECTORY_PROGRESS_FD: '3' },
    isFirstBatch: (line) => line.startsWith('{"event":"batch"'),
    isEpoch,
  });
}

/** The events of an epoch that our control program reported. */
export function epochsOf(lines) {
  return lines.filter(isEpoch).map((line) => JSON.parse(line));
}

function isEpoch(line) {
  return line.startsWith('{"event":"epoch"');
}
