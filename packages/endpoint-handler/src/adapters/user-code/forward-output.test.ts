import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forwardOutput } from './forward-output.js';

const limits = { linesPerSecond: 2, bytesPerSecond: 100, maxLineChars: 10 };
let stream: PassThrough;
let lines: string[];
let end: () => void;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  stream = new PassThrough();
  const own: string[] = [];
  lines = own;
  end = forwardOutput(stream, (line) => own.push(line), limits);
});
afterEach(() => {
  stream.destroy();
  vi.useRealTimers();
});
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe(forwardOutput, () => {
  it('puts lines together, cuts long ones and leaves empty ones out', async () => {
    stream.write('one\n\ntw');
    stream.write('o and more than that\nthr');
    await turn();
    expect(lines).toEqual(['one', 'two and mo']);
  });

  it('counts the lines beyond the limit, and begins again each second', async () => {
    stream.write('1\n2\n3\n4\n');
    await turn();
    vi.advanceTimersByTime(1_000);
    stream.write('5\n');
    await turn();
    expect(lines).toEqual(['1', '2', '… 2 more lines in one second', '5']);
  });

  it('reads no further than the limit of bytes until the second is over', async () => {
    stream.write('x'.repeat(101));
    await turn();
    expect(stream.isPaused()).toBe(true);
    vi.advanceTimersByTime(1_000);
    expect(stream.isPaused()).toBe(false);
  });

  it('comes to the end of what is there when the process has gone', async () => {
    stream.write('x'.repeat(101));
    await turn();
    end();
    stream.end('y\nlast');
    await new Promise((resolve) => stream.once('close', resolve));
    expect(lines).toEqual(['xxxxxxxxxx', 'last']);
  });
});
