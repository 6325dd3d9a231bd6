import { open } from 'node:fs/promises';
import { WeightsUnusableError } from '../errors.js';
import { judgeCheckpoint } from '../weights/judge-checkpoint.js';

/** The pickle of yolov5x takes one and a half. */
const headBytes = 8 << 20;

/** @throws WeightsUnusableError for weights of another kind, before anything opens them */
export async function assertCheckpoint(file: string, engine: string): Promise<void> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const fault = judgeCheckpoint(buffer.subarray(0, bytesRead), engine);
    if (fault) throw new WeightsUnusableError(`The weights ${file} can't be trained on: ${fault}.`);
  } finally {
    await handle.close();
  }
}
