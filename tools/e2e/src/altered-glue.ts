import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.js';

/** The folder of the programs that import YOLOv5, as the training image has them. */
const glueFolder = join(root, 'containers/training/python');

/**
 * Copies those programs to a new folder, with texts of one of them replaced; answers the folder, for DETECTORY_TRAINING_GLUE.
 * Each text must be there, or the test would try nothing.
 */
export function alterGlue(
  folder: string,
  file: string,
  ...changes: readonly (readonly [from: string, to: string])[]
): string {
  cpSync(glueFolder, folder, { recursive: true });
  let text = readFileSync(join(folder, file), 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${file} no longer holds ${from}`);
    text = text.replace(from, to);
  }
  writeFileSync(join(folder, file), text);
  return folder;
}
