import { parentPort } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest } from './inference-task.js';

/** The worker's end of its line to the host. */
export interface WorkerPort {
  reply(message: WorkerReply): void;
  listen(onRequest: (request: WorkerRequest) => void): void;
}

export function openWorkerPort(): WorkerPort {
  return parentPort ? threadPort(parentPort) : processPort();
}

function threadPort(port: NonNullable<typeof parentPort>): WorkerPort {
  return {
    reply: (message) => port.postMessage(message),
    listen: (onRequest) => port.on('message', onRequest),
  };
}

function processPort(): WorkerPort {
  // A terminal sends its signals to the whole group: the host decides when its work is done.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.once('disconnect', () => process.exit());
  return {
    // A host that has gone hears nothing; the disconnect that follows ends this process.
    reply: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    listen: (onRequest) => process.on('message', onRequest),
  };
}
