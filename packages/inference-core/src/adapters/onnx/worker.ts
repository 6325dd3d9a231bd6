import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerModel, WorkerReply, WorkerRequest } from './inference-task.js';
import { loadRuntimeModel, type RunTask } from './load-runtime-model.js';

/** The entry of an inference thread: loads the model it was given, then answers one task after another. */
async function serve(): Promise<void> {
  const run = await loadRuntimeModel(workerData as WorkerModel);
  parentPort?.on('message', (request: WorkerRequest) => void answer(run, request));
  reply({ kind: 'ready' });
}

async function answer(run: RunTask, { id, task }: WorkerRequest): Promise<void> {
  try {
    // ONNX Runtime's output memory is its own; a copy can be handed over without another copy.
    const result = await run(task);
    const rows = result.rows.slice();
    reply({ kind: 'result', id, result: { ...result, rows } }, [rows.buffer]);
  } catch (error) {
    reply({ kind: 'error', id, message: messageOf(error) });
  }
}

function reply(message: WorkerReply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

serve().catch((error: unknown) => reply({ kind: 'error', id: undefined, message: messageOf(error) }));
