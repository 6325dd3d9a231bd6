import { RecordIoInvalidError } from '../errors.js';

const magic = 0xced7230a;
const headBytes = 8;
/** The upper three bits of the length say whether a record is whole (0) or the first, middle or last part of one. */
const lengthBits = 29;
const whole = 0;
const lastPart = 3;

/**
 * The records of a RecordIO stream, as SageMaker's Pipe mode delimits the attributes of an augmented manifest: each is the
 * magic number 0xced7230a and its length, both little-endian, then its bytes, padded to a multiple of four (MXNet's dmlc
 * recordio). Nothing but the record at hand is held in memory.
 * @throws RecordIoInvalidError where the stream is none or ends in the middle
 */
export async function* readRecordIo(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const bytes = createReader(stream);
  let parts: Uint8Array[] = [];
  for (;;) {
    const head = await bytes.take(headBytes);
    if (head.length === 0 && parts.length === 0) return;
    const { length, part } = parseHead(head, bytes.position());
    const body = await bytes.take(length + ((4 - (length % 4)) % 4));
    if (body.length < length) throw new RecordIoInvalidError(`it ends ${length - body.length} bytes too early`);
    parts.push(body.subarray(0, length));
    if (part !== whole && part !== lastPart) continue;
    yield joinParts(parts);
    parts = [];
  }
}

/** A writer splits a record where its bytes hold the magic number, which it leaves out there. */
function joinParts(parts: readonly Uint8Array[]): Uint8Array {
  const seam = Buffer.alloc(4);
  seam.writeUInt32LE(magic);
  return Buffer.concat(parts.flatMap((part, index) => (index === 0 ? [part] : [seam, part])));
}

function parseHead(head: Buffer, position: number): { length: number; part: number } {
  if (head.length < headBytes) throw new RecordIoInvalidError('it ends in the middle of a record');
  const found = head.readUInt32LE(0);
  if (found !== magic)
    throw new RecordIoInvalidError(
      `0x${found.toString(16)} stands at byte ${position - headBytes} in the place of 0xced7230a`,
    );
  const word = head.readUInt32LE(4);
  return { length: word & ((1 << lengthBits) - 1), part: word >>> lengthBits };
}

interface Reader {
  /** So many bytes; fewer only at the end. */
  take(count: number): Promise<Buffer>;
  /** How many were taken. */
  position(): number;
}

function createReader(stream: AsyncIterable<Uint8Array>): Reader {
  const chunks = stream[Symbol.asyncIterator]();
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let taken = 0;
  return {
    position: () => taken,
    async take(count) {
      while (waitingBytes < count) {
        const next = await chunks.next();
        if (next.done) break;
        waiting.push(next.value);
        waitingBytes += next.value.length;
      }
      const all = Buffer.concat(waiting);
      const answer = all.subarray(0, count);
      waiting = all.length > count ? [all.subarray(count)] : [];
      waitingBytes = all.length - answer.length;
      taken += answer.length;
      return answer;
    },
  };
}
