/** One record as a RecordIO stream has it. @param part 0 whole, 1 first, 2 middle, 3 last */
export function toRecordIo(bytes: Uint8Array, part = 0): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0xced7230a, 0);
  head.writeUInt32LE(((part << 29) | bytes.length) >>> 0, 4);
  return Buffer.concat([head, bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
