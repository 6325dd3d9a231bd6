import { createStorage } from '@detectory/storage';
import { WeightsUnusableError } from '../errors.js';
import { judgeCheckpoint } from '../weights/judge-checkpoint.js';

/** The pickle of yolov5x takes one and a half. */
const headBytes = 8 << 20;

/**
 * @param file a path, or an s3:// URI of which no more than the beginning is fetched
 * @throws WeightsUnusableError for weights of another kind, before anything opens them; StorageError
 */
export async function assertCheckpoint(file: string, engine: string): Promise<void> {
  const fault = judgeCheckpoint(await readCheckpointHead(file), engine);
  if (fault) throw new WeightsUnusableError(`The weights ${file} can't be trained on: ${fault}.`);
}

/** As much of a checkpoint as judgeCheckpoint needs. @throws StorageError */
export async function readCheckpointHead(file: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of createStorage().readStream(file)) {
    chunks.push(chunk);
    if ((size += chunk.byteLength) >= headBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, headBytes);
}
