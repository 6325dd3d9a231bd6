import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';
import { root, shared } from '@detectory/setup/workspace';
import { dataset, fonts, python, weights, workbench } from './places.mjs';

/** The dataset that every run trains on, and the font that bare YOLOv5 would download. */
export async function ensureInputs() {
  const source = join(shared, 'data', 'coco128');
  for (const [what, path, fix] of [
    ['photos', source, '../shared must lie beside this workspace'],
    ['weights', weights, '../shared must lie beside this workspace'],
    ['training environment', python, 'run `npm run setup`'],
  ])
    if (!existsSync(path)) throw new SetupError(`There is no ${what} at ${path}: ${fix}.`);
  await placeFont();
  if (!isBuilt(dataset))
    await buildDataset([join(source, 'output.manifest'), '--images', source, '--split', '80/20/0', '--out', dataset]);
  if (!isBuilt(workbench)) await buildWorkbench();
}

async function placeFont() {
  const glue = join(root, 'containers', 'training', 'python');
  const program = 'from glue import prepare_yolov5; prepare_yolov5()';
  const env = { PYTHONPATH: glue, PYTHONDONTWRITEBYTECODE: '1', YOLOV5_CONFIG_DIR: fonts };
  const { code, output } = await run(python, ['-c', program], { quiet: true, env });
  if (code !== 0) throw new SetupError(`The font could not be placed:\n${output}`);
}

function isBuilt(folder) {
  return existsSync(join(folder, 'dataset.json'));
}

async function buildWorkbench() {
  const photos = `${workbench}-photos`;
  rmSync(photos, { recursive: true, force: true });
  const { drawWorkbench } = await import('@detectory/workbench');
  await drawWorkbench({ outDir: photos });
  const labels = ['--images', photos, '--labels', join(photos, 'labels.json')];
  const shares = ['--balance', 'equal', '--split', '78/10/12'];
  await buildDataset([join(photos, 'output.manifest'), ...labels, ...shares, '--out', workbench]);
}

async function buildDataset(options) {
  const prep = join(root, 'apps', 'prep', 'bin', 'detectory-prep.mjs');
  const { code, output } = await run(process.execPath, [prep, 'build', ...options], { quiet: true });
  if (code !== 0) throw new SetupError(`The dataset could not be built:\n${output}`);
}
