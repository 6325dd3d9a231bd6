import { crc32 } from 'node:zlib';

const preludeBytes = 12;
const checksumBytes = 4;
const stringType = 7;

/**
 * One message of `application/vnd.amazon.eventstream`: total length, header length and their CRC-32, headers (name,
 * type, value), payload, CRC-32 of all before; numbers big-endian.
 * Source: https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function encodeEventStreamMessage(headers: Readonly<Record<string, string>>, payload: Uint8Array): Buffer {
  const headerBytes = Buffer.concat(Object.entries(headers).map(encodeHeader));
  const message = Buffer.alloc(preludeBytes + headerBytes.length + payload.length + checksumBytes);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(headerBytes.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  headerBytes.copy(message, preludeBytes);
  message.set(payload, preludeBytes + headerBytes.length);
  const end = message.length - checksumBytes;
  message.writeUInt32BE(crc32(message.subarray(0, end)), end);
  return message;
}

function encodeHeader([name, text]: readonly [string, string]): Buffer {
  const value = Buffer.from(text, 'utf8');
  const head = Buffer.from([
    name.length,
    ...Buffer.from(name, 'latin1'),
    stringType,
    value.length >> 8,
    value.length & 0xff,
  ]);
  return Buffer.concat([head, value]);
}
