import type { Readable, Writable } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

const headerBytes = 4;

/** One message as bytes: its length (uint32, little-endian) and V8's structured clone. Binary data stays binary. */
export function toFrame(message: unknown): Buffer {
  const body = serialize(message);
  const frame = Buffer.allocUnsafe(headerBytes + body.length);
  frame.writeUInt32LE(body.length, 0);
  frame.set(body, headerBytes);
  return frame;
}

export function writeFrame(stream: Writable, message: unknown): void {
  if (stream.writable) stream.write(toFrame(message));
}

/**
 * Calls `onMessage` for each frame of a stream. A frame that is longer than allowed or can't be read ends it: `onBroken`.
 */
export function readFrames(
  stream: Readable,
  maxBytes: number,
  onMessage: (message: unknown) => void,
  onBroken: (reason: string) => void,
): void {
  const header = Buffer.alloc(headerBytes);
  let filled = 0;
  let body: Buffer | undefined;
  const stop = (reason: string) => {
    stream.off('data', take).resume();
    onBroken(reason);
  };
  const take = (chunk: Buffer) => {
    for (let offset = 0; offset < chunk.length;) {
      const target: Buffer = body ?? header;
      const copied = chunk.copy(target, filled, offset);
      offset += copied;
      filled += copied;
      if (filled < target.length) return;
      filled = 0;
      if (!body) {
        const length = header.readUInt32LE(0);
        if (length > maxBytes) return stop(`a message of ${length} bytes; the limit is ${maxBytes}`);
        body = Buffer.allocUnsafeSlow(length);
        continue;
      }
      const whole = body;
      body = undefined;
      const read = tryDeserialize(whole);
      if (!read) return stop('a message that is no structured clone');
      onMessage(read.message);
    }
  };
  stream.on('data', take);
}

function tryDeserialize(bytes: Buffer): { readonly message: unknown } | undefined {
  try {
    return { message: deserialize(bytes) };
  } catch {
    return undefined;
  }
}
