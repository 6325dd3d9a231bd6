import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** An inference thread and ONNX Runtime's memory for one pass, beside the weights; docs/serve.md has the measurement. */
const sessionBytes = 40_000_000;
/** A session keeps the weights, and copies of some that its kernels packed. */
const weightCopies = 2;

/**
 * About how many bytes of memory a model takes, from the size of its files, before it is opened. Weights shrink little,
 * so the size of an archive stands for what is in it.
 */
export async function estimateModelBytes(path: string, workers: number): Promise<number> {
  return workers * (weightCopies * (await weightBytes(path)) + sessionBytes);
}

async function weightBytes(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.size;
  const names = (await readdir(path)).filter((name) => /\.(onnx|tar\.gz|tgz)$/i.test(name));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
