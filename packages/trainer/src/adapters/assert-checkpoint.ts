import { open } from 'node:fs/promises';
import { createStorage, isS3Uri } from '@detectory/storage';
import { WeightsUnusableError } from '../errors.js';
import { type CheckpointBytes, judgeCheckpoint } from '../weights/judge-checkpoint.js';

/** The pickle of yolov5x takes one and a half. */
const headBytes = 8 << 20;
/** The last record of a ZIP archive and its longest comment. */
const endBytes = 22 + 65_535;

/**
 * @param file a path, or an s3:// URI of which no more than the beginning is fetched
 * @throws WeightsUnusableError for weights of another kind or cut off, before anything opens them; StorageError
 */
export async function assertCheckpoint(file: string, engine: string): Promise<void> {
  const fault = judgeCheckpoint(await readCheckpointBytes(file), engine);
  if (fault) throw new WeightsUnusableError(`The weights ${file} can't be trained on: ${fault}.`);
}

/** As much of a checkpoint as judgeCheckpoint needs. @throws StorageError */
export async function readCheckpointBytes(file: string): Promise<CheckpointBytes> {
  const head = await readHead(file);
  return { head, end: head.byteLength < headBytes ? head.subarray(-endBytes) : await readEnd(file) };
}

async function readHead(file: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of createStorage().readStream(file)) {
    chunks.push(chunk);
    if ((size += chunk.byteLength) >= headBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, headBytes);
}

/** Undefined on S3, where a stream only begins at the beginning: what was cut off there shows in the job. */
async function readEnd(file: string): Promise<Uint8Array | undefined> {
  if (isS3Uri(file)) return undefined;
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(endBytes), 0, endBytes, Math.max(0, size - endBytes));
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
