import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFrames, toFrame } from './frames.js';

const read = async (chunks: readonly Uint8Array[], maxBytes = 1_000_000) => {
  const messages: unknown[] = [];
  const broken: string[] = [];
  const stream = new PassThrough();
  readFrames(
    stream,
    maxBytes,
    (message) => messages.push(message),
    (reason) => broken.push(reason),
  );
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await new Promise((resolve) => stream.on('end', resolve));
  return { messages, broken };
};

describe(readFrames, () => {
  it('reads whatever was written, however the stream cuts it', async () => {
    const message = fc.record({ id: fc.integer(), bytes: fc.uint8Array(), text: fc.string() });
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 5 }), fc.integer({ min: 1, max: 40 }), async (sent, size) => {
        const bytes = Buffer.concat(sent.map(toFrame));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        expect((await read(chunks)).messages).toEqual(sent);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps one image one, where a message names it twice', async () => {
    const image = new Uint8Array(50_000);
    expect(toFrame([image, { image }]).length).toBeLessThan(51_000);
  });

  it.each([
    ['too long', Buffer.from([255, 255, 255, 127]), /2147483647 bytes; the limit is 1000000/],
    ['no structured clone', Buffer.from([2, 0, 0, 0, 1, 2]), /no structured clone/],
  ])('stops at a frame that is %s, and reads nothing after it', async (_, bytes, reason) => {
    const { messages, broken } = await read([toFrame(1), bytes, toFrame(2)]);
    expect([messages, broken]).toEqual([[1], [expect.stringMatching(reason)]]);
  });
});
