import { createBufferCollector } from './collect-buffers.js';
import type { WorkerReply, WorkerRequest } from './inference-task.js';
import { ModelRunner } from './model-runner.js';
import { decodeWarmUpPhoto } from './warm-up-photo.js';
import { toFailure } from './worker-failure.js';
import { openWorkerPort } from './worker-port.js';

/** The entry of an inference thread or process: holds the models it was given, and answers what it is asked. */
const port = openWorkerPort();
const runner = new ModelRunner();
const collectBuffers = createBufferCollector();

async function answer(request: WorkerRequest): Promise<void> {
  const { id } = request;
  try {
    port.reply({ kind: 'done', id, ...(await perform(request)) });
  } catch (error) {
    port.reply({ kind: 'failed', id, failure: toFailure(error) });
  }
  // Behind the answer, which doesn't wait for it.
  setImmediate(collectBuffers);
}

async function perform(request: WorkerRequest): Promise<Pick<Extract<WorkerReply, { kind: 'done' }>, 'result'>> {
  if (request.kind === 'load') await runner.load(request.modelId, request.model);
  else if (request.kind === 'warm-up') await runner.warmUp(request.modelId);
  else if (request.kind === 'unload') await runner.unload(request.modelId);
  else return { result: await runner.run(request.modelId, request.task) };
  return {};
}

port.listen((request) => void answer(request));
port.reply({ kind: 'ready' });
// While the host reads a model and has nothing to ask for. Whoever needs the decoder hears why it fails.
void decodeWarmUpPhoto().catch(() => undefined);
