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
 * What a worker process does with freed memory. `reuse`: keeps it for the next image; for workers whose models stay. `give-back`: large
 * buffers are the kernel's again at once, so that a closed model's memory is free for others.
 */
export type FreedMemory = 'reuse' | 'give-back';

/**
 * glibc's heaps, one for each of a dozen threads, keep what large buffers leave behind: 50 MB more at the same speed, so there are two.
 * Its moving thresholds would keep most of a closed model. With fixed low ones a raw export's output of 8 MB costs 2,000 page
 * faults an image, a tenth of its time, fewer in huge pages; above that output's size it is used again (docs/decisions/0013-serving-speed.md).
 */
const allocatorSettings: Readonly<Record<FreedMemory, Readonly<Record<string, string>>>> = {
  reuse: {
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: String(16 << 20),
    MALLOC_TRIM_THRESHOLD_: String(24 << 20),
  },
  'give-back': {
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: String(128 << 10),
    MALLOC_TRIM_THRESHOLD_: String(128 << 10),
    GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
  },
};

export interface WorkerPlace {
  readonly isolation: WorkerIsolation;
  readonly workerFile: string;
  readonly freedMemory: FreedMemory;
}

export function openWorkerChannel({ isolation, workerFile, freedMemory }: WorkerPlace): WorkerChannel {
  return isolation === 'thread' ? openThread(workerFile) : openProcess(workerFile, allocatorSettings[freedMemory]);
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

function openProcess(workerFile: string, allocator: Readonly<Record<string, string>>): WorkerChannel {
  const child = fork(workerFile, [], {
    serialization: 'advanced',
    // What a host program prints on stdout is its own.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    env: { ...allocator, ...process.env },
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
