import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';
import { cache, inShared, launchBin, trainingPython } from './places.mjs';

/** YOLOv5's own export of yolov5n at 640 × 640: what the peers run too. */
export const bareModel = () => inShared('weights', 'yolov5n.onnx');
export const checkpoint = () => inShared('weights', 'yolov5n.pt');

const makeCheckpoint = fileURLToPath(new URL('../python/make_checkpoint.py', import.meta.url));
/** Height × width of what our export is made for. */
export const ownSizes = '640x640,480x640,640x480';

/** The same weights as Detectory exports them: decoded in the graph, three fixed sizes. @returns {Promise<string>} */
export function ensureOwnModel() {
  return ensureExport('yolov5n', checkpoint(), ownSizes);
}

/** An architecture of YOLOv5 with random weights, in our export at 480 × 640. @param {'n' | 's' | 'm' | 'l'} size */
export async function ensureUntrainedModel(size) {
  const name = `untrained-${size}`;
  if (isExported(name)) return archiveOf(name);
  mkdirSync(cache, { recursive: true });
  const weights = join(cache, `${name}.pt`);
  const { code, output } = await run(trainingPython, [makeCheckpoint, `yolov5${size}`, weights], { quiet: true });
  if (code !== 0) throw new SetupError(`make_checkpoint.py ended with ${code}:\n${output.slice(-1500)}`);
  return ensureExport(name, weights, '480x640');
}

async function ensureExport(name, weights, imgsz) {
  if (isExported(name)) return archiveOf(name);
  console.log(`bench: exporting ${basename(weights)} at ${imgsz} (a minute)`);
  const folder = join(cache, name);
  rmSync(`${folder}.partial`, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const args = [launchBin, 'import', weights, '--imgsz', imgsz, '--out', `${folder}.partial`];
  const { code, output } = await run(process.execPath, args, { quiet: true });
  if (code !== 0) throw new SetupError(`detectory-launch import ended with ${code}:\n${output.slice(-1500)}`);
  renameSync(`${folder}.partial`, folder);
  return archiveOf(name);
}

const archiveOf = (name) => join(cache, name, 'model.tar.gz');
const isExported = (name) => existsSync(archiveOf(name));

/** The ONNX file of one fixed size in our own export, unpacked. @returns {Promise<string>} */
export async function ownGraph(height, width) {
  const archive = await ensureOwnModel();
  const folder = join(cache, 'yolov5n', 'unpacked');
  if (!existsSync(folder)) {
    mkdirSync(folder);
    const { code, output } = await run('tar', ['-xzf', archive, '-C', folder], { quiet: true });
    if (code !== 0) throw new SetupError(`${archive} can't be unpacked: ${output}`);
  }
  const { exports } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
  return join(folder, exports.find((size) => size.heightPx === height && size.widthPx === width).file);
}
