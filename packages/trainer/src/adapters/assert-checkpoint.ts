import { createStorage } from '@detectory/storage';
import { WeightsUnusableError } from '../errors.js';
import { type CheckpointBytes, judgeCheckpoint } from '../weights/judge-checkpoint.js';

/** The pickle of yolov5x takes one and a half. */
const headBytes = 8 << 20;
/** The last record of a ZIP archive and its longest comment. */
const endBytes = 22 + 65_535;

/**
 * @param file a path, or an s3:// URI of which no more than the beginning and the end are fetched
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
  return readPart(createStorage().readStream(file));
}

async function readEnd(file: string): Promise<Uint8Array> {
  const storage = createStorage();
  const sizeBytes = (await storage.stat(file))?.sizeBytes ?? 0;
  return readPart(storage.readStream(file, Math.max(0, sizeBytes - endBytes)));
}

async function readPart(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    if ((size += chunk.byteLength) >= headBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, headBytes);
}
