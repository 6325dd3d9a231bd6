import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root, shared } from '@detectory/setup/workspace';

const cache = join(homedir(), '.cache', 'detectory', 'bench-train');

/** coco128 as detectory-prep builds it, 80/20. */
export const dataset = join(cache, 'coco128');
/** The demo's drawn photos, balanced and split as it does. */
export const workbench = join(cache, 'workbench');
/** YOLOv5's configuration folder, with the font in it. */
export const fonts = join(cache, 'config');
export const weights = join(shared, 'weights', 'yolov5n.pt');
export const python = join(root, '.python', 'training', 'bin', 'python');
/** The image's program, as `nx run training:bundle` makes it. */
export const controlProgram = join(root, 'containers', 'training', 'dist', 'train.mjs');

const scratch = join(cache, 'scratch');

/** A folder of its own for each run: YOLOv5 leaves caches beside lists and labels. */
export function makeRunFolder() {
  mkdirSync(scratch, { recursive: true });
  return mkdtempSync(join(scratch, 'run-'));
}

export function removeScratch() {
  rmSync(scratch, { recursive: true, force: true });
}
