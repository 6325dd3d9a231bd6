import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The inference worker beside the bundle that this is part of, as in the training image; undefined where nothing is bundled. */
export function bundledWorkerFile(): string | undefined {
  const file = fileURLToPath(new URL('./onnx-worker.mjs', import.meta.url));
  return existsSync(file) ? file : undefined;
}
