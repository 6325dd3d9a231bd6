import { execFileSync } from 'node:child_process';
import { closeSync, constants, createWriteStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPipe } from './open-pipe.js';

let folder: string;
let fifo: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'detectory-pipe-'));
  fifo = join(folder, 'training_0');
  execFileSync('mkfifo', [fifo]);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe(openPipe, () => {
  it('gives every byte of a writer that comes late and pauses, and ends with it', async () => {
    const read = buffer(openPipe(fifo));
    await sleep(50);
    const writer = createWriteStream(fifo);
    writer.write('first');
    await sleep(50);
    writer.end(Buffer.alloc(1_000_000, '.'));
    expect((await read).toString()).toBe(`first${'.'.repeat(1_000_000)}`);
  });

  it('is left at once where nobody writes, with the reason of the signal', async () => {
    const stop = new AbortController();
    const read = buffer(openPipe(fifo, stop.signal));
    await sleep(50);
    stop.abort(new Error('asked to stop'));
    await expect(read).rejects.toThrow('asked to stop');
  });

  it('is left at once where its writer has stalled', async () => {
    const writer = openSync(fifo, constants.O_RDWR);
    try {
      writeSync(writer, 'first');
      const stop = new AbortController();
      const pipe = openPipe(fifo, stop.signal);
      const chunks: string[] = [];
      const read = (async () => {
        for await (const chunk of pipe) {
          chunks.push(String(chunk));
          stop.abort(new Error('asked to stop'));
        }
      })();
      await expect(read).rejects.toThrow('asked to stop');
      expect(chunks).toEqual(['first']);
    } finally {
      closeSync(writer);
    }
  });

  it('is not opened any more once a stop was asked for', () => {
    expect(() => openPipe(fifo, AbortSignal.abort(new Error('asked to stop')))).toThrow('asked to stop');
  });
});
