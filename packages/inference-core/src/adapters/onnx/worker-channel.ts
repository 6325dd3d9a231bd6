import { type ChildProcess, fork } from 'node:child_process';
import * as threads from 'node:worker_threads';
import type { WorkerReply, WorkerRequest } from './inference-task.js';

/** The host's line to one worker, whatever the worker is. */
export interface WorkerChannel {
  post(request: WorkerRequest, transfer: readonly ArrayBuffer[]): void;
  onReply(listener: (reply: WorkerReply) => void): void;
  /** Called once, when the worker has ended or can't be started. */
  onEnd(listener: (reason: string, cause?: unknown) => void): void;
  /** For a thread, its own; for a process, its id. */
  readonly label: string;
  stop(): Promise<void>;
}

/** process: a native crash ends the worker and not the host. thread: in the host's own process; cheaper by 40 MB. */
export type WorkerIsolation = 'process' | 'thread';

/**
 * glibc's heaps, one for each of a dozen threads, keep what large buffers leave behind: 50 MB more at the same speed. Its moving
 * thresholds keep most of an unloaded model. With fixed ones a large buffer comes from the kernel each time, in huge pages where it
 * has them: an output of 8 MB costs 2,000 page faults without (docs/decisions/0013-serving-speed.md).
 */
const allocatorSettings = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
};

export function openWorkerChannel(isolation: WorkerIsolation, workerFile: string): WorkerChannel {
  return isolation === 'thread' ? openThread(workerFile) : openProcess(workerFile);
}

function openThread(workerFile: string): WorkerChannel {
  const thread = new threads.Worker(workerFile, { execArgv: [] });
  return {
    label: `inference thread ${thread.threadId}`,
    post: (request, transfer) => thread.postMessage(request, [...transfer]),
    onReply: (listener) => thread.on('message', listener),
    onEnd: (listener) => {
      thread.on('error', (error) => listener(error.message, error));
      thread.on('exit', (code) => listener(`it ended with code ${code}`));
    },
    stop: async () => void (await thread.terminate()),
  };
}

function openProcess(workerFile: string): WorkerChannel {
  const child = fork(workerFile, [], {
    serialization: 'advanced',
    // What a host program prints on stdout is its own.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    env: { ...allocatorSettings, ...process.env },
  });
  return {
    label: `inference process ${child.pid ?? '?'}`,
    // A send that fails is followed by the end of the process, which tells everybody.
    post: (request) => void child.send(request, () => undefined),
    onReply: (listener) => child.on('message', listener),
    onEnd: (listener) => {
      child.on('error', (error) => listener(error.message, error));
      child.on('exit', (code, signal) => listener(`it ended with ${signal ?? `code ${code}`}`));
    },
    stop: () => stopProcess(child),
  };
}

function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
