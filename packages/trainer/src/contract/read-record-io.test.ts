import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordIoInvalidError } from '../errors.js';
import { toRecordIo } from './testing/to-record-io.js';
import { readRecordIo } from './read-record-io.js';

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(bytes: Uint8Array, chunkSize = 7): Promise<Buffer[]> {
  const records: Buffer[] = [];
  for await (const record of readRecordIo(inChunks(bytes, chunkSize))) records.push(Buffer.from(record));
  return records;
}

describe(readRecordIo, () => {
  it('AugmentedManifestFile: gives back what was written, however it is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 64 }),
        async (records, chunkSize) => {
          const bytes = Buffer.concat(records.map((record) => toRecordIo(record)));
          expect(await readAll(bytes, chunkSize)).toEqual(records.map((record) => Buffer.from(record)));
        },
      ),
    );
  });

  it('joins a record that its writer split where its bytes hold the magic number', async () => {
    const magic = Buffer.from([0x0a, 0x23, 0xd7, 0xce]);
    const bytes = Buffer.concat([
      toRecordIo(Buffer.from('abcd'), 1),
      toRecordIo(Buffer.from('ef'), 3),
      toRecordIo(Buffer.from('g')),
    ]);
    expect(await readAll(bytes)).toEqual([
      Buffer.concat([Buffer.from('abcd'), magic, Buffer.from('ef')]),
      Buffer.from('g'),
    ]);
  });

  it.each([
    ['text', Buffer.from('{"source-ref": "s3://bucket/a.jpg"}'), /stands at byte 0 in the place of 0xced7230a/],
    ['a stream cut in a head', toRecordIo(Buffer.from('abcd')).subarray(0, 5), /ends in the middle/],
    ['a stream cut in a body', toRecordIo(Buffer.from('abcdef')).subarray(0, 10), /ends 4 bytes too early/],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(readAll(bytes)).rejects.toThrow(RecordIoInvalidError);
    await expect(readAll(bytes)).rejects.toThrow(message);
  });
});
