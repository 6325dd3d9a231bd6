import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { estimateExportBytes } from '@detectory/inference-core/onnx';

/** The size of the input stands in the file, which isn't open yet. */
const usualInputPixels = 640 * 640;

/**
 * About how many bytes of memory a model takes, from the size of its files, before it is opened. Weights shrink little,
 * so the size of an archive stands for what is in it.
 */
export async function estimateModelBytes(path: string, workers: number): Promise<number> {
  return workers * estimateExportBytes(await weightBytes(path), usualInputPixels);
}

async function weightBytes(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.size;
  const names = (await readdir(path)).filter((name) => /\.(onnx|tar\.gz|tgz)$/i.test(name));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
