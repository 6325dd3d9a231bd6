import type { BadInput } from './bad-input.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Pieces, sendRaw } from './send.js';

const head = (...lines: readonly string[]) =>
  `POST /invocations HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
const megabyte = Buffer.alloc(2 ** 20);

function raw(name: string, pieces: () => Pieces): BadInput {
  return { name, send: (url) => sendRaw(url, pieces()) };
}

function* bodyOf(
  first: string,
  megabytes: number,
  frame = (bytes: Buffer): Buffer => bytes,
): Iterable<Uint8Array | string> {
  yield first;
  const framed = frame(megabyte);
  for (let sent = 0; sent < megabytes; sent++) yield framed;
}

/** Never quiet for as long as `--body-idle`, and never done. */
async function* dropByDrop(first: string): AsyncIterable<string> {
  yield first;
  for (;;) {
    await sleep(200);
    yield 'x';
  }
}

const asChunk = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);

/** What no HTTP library would send. */
export const wireCases: readonly BadInput[] = [
  raw('a body of 200 MB', () => bodyOf(head(`Content-Length: ${200 * 2 ** 20}`), 200)),
  raw('a body of 200 MB in chunks, its length not told', () =>
    bodyOf(head('Transfer-Encoding: chunked'), 200, asChunk),
  ),
  raw('a body that stops in the middle', () => [head('Content-Length: 1000'), 'abc']),
  raw('a body that comes drop by drop', () => dropByDrop(head('Content-Length: 100000'))),
  raw('two lengths that differ', () => [head('Content-Length: 3', 'Content-Length: 4'), 'abcd']),
  raw('a length and chunks at once', () => [head('Content-Length: 3', 'Transfer-Encoding: chunked'), '0\r\n\r\n']),
  raw('chunks whose size is no number', () => [head('Transfer-Encoding: chunked'), 'zz\r\nabc\r\n']),
  raw('a header of 100 KB', () => [head(`X-Long: ${'a'.repeat(100_000)}`)]),
  raw('bytes that are not HTTP', () => ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n']),
];
