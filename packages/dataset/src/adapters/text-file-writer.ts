import { writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

type TextFile = readonly [path: string, text: string];

const filesPerBatch = 128;

/** Batches that may wait for the thread: enough that it never idles, and next to nothing in memory. */
const batchesOutstanding = 4;

/** A thread takes 40 ms to start, in which as many files are written. */
const filesBeforeThread = 1024;

/** Answers each batch that it has written; ends at the first that it can't write, or at `null`. */
const threadProgram = `
const { writeFileSync } = require('node:fs');
const { parentPort } = require('node:worker_threads');
parentPort.on('message', (files) => {
  if (files === null) return parentPort.close();
  try {
    for (const [path, text] of files) writeFileSync(path, text);
    parentPort.postMessage('written');
  } catch {
    parentPort.close();
  }
});
`;

/**
 * Writes many small files while the caller makes the next ones: a thread writes what is handed over, and the caller's own
 * thread writes what the other has no room for, so that neither waits. Making a file is the kernel's work and half of the
 * time of a build of 100,000 labels. Small files are written several times faster without libuv's thread pool.
 */
export class TextFileWriter {
  #batch: TextFile[] = [];
  /** With the thread, oldest first; it answers in this order. */
  readonly #outstanding: TextFile[][] = [];
  #thread: Worker | undefined;
  #isSettled = false;
  #pause: Promise<void> | undefined;
  #taken = 0;

  /**
   * Takes a file over, which is there after `settle` at the latest. Its folder must be there, and no path may come twice:
   * files aren't written in their order.
   * @throws the file system's error, for this file or one before
   */
  async write(path: string, text: string): Promise<void> {
    this.#batch.push([path, text]);
    if (this.#batch.length === filesPerBatch) {
      this.#passOn();
      this.#pause = this.#takeBreath();
    }
    await this.#pause;
  }

  /**
   * Settles when every file is written and the thread has ended; files that come later are written by the caller's thread.
   * @throws the file system's error
   */
  async settle(): Promise<void> {
    this.#isSettled = true;
    if (this.#thread) await endThread(this.#thread);
    this.#writeLeftovers();
    writeAll(this.#takeBatch());
  }

  /** Lets the thread's answers through, and Ctrl-C. All callers wait for it, or sixteen at once would fill as many batches. */
  async #takeBreath(): Promise<void> {
    await setImmediate();
    this.#pause = undefined;
  }

  #passOn(): void {
    const batch = this.#takeBatch();
    this.#taken += batch.length;
    const thread = this.#openThread();
    if (!thread) this.#writeLeftovers();
    if (!thread || this.#outstanding.length >= batchesOutstanding) return writeAll(batch);
    this.#outstanding.push(batch);
    thread.postMessage(batch);
  }

  #takeBatch(): TextFile[] {
    const batch = this.#batch;
    this.#batch = [];
    return batch;
  }

  /** One that has ended, by itself or not, isn't started again. */
  #openThread(): Worker | undefined {
    if (this.#taken === filesBeforeThread && !this.#isSettled) this.#thread = this.#startThread();
    return this.#thread;
  }

  #startThread(): Worker {
    const forget = (): void => {
      this.#thread = undefined;
    };
    return new Worker(threadProgram, { eval: true })
      .on('message', () => this.#outstanding.shift())
      .on('error', forget)
      .on('exit', forget);
  }

  /** What the thread took and didn't write: the file system's error is thrown here, with its code. */
  #writeLeftovers(): void {
    for (const batch of this.#outstanding.splice(0)) writeAll(batch);
  }
}

function writeAll(files: readonly TextFile[]): void {
  for (const [path, text] of files) writeFileSync(path, text);
}

/** It ends when it has written what was handed over before. */
async function endThread(thread: Worker): Promise<void> {
  const ended = new Promise((resolve) => thread.once('exit', resolve));
  thread.postMessage(null);
  await ended;
}
