import { detectFormat } from './detect-format.js';

const ends: Partial<Record<string, readonly number[]>> = {
  jpeg: [0xff, 0xd9],
  png: [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82],
  gif: [0x3b],
};

/**
 * Whether a whole file ends as its format says it must: a JPEG with EOI, a PNG with IEND. Formats without an end mark
 * pass. YOLOv5 re-encodes a JPEG in place that doesn't end with FF D9 (`verify_image_label`).
 */
export function hasCompleteEnd(bytes: Uint8Array): boolean {
  const end = ends[detectFormat(bytes) ?? ''];
  return !end || end.every((byte, index) => bytes[bytes.length - end.length + index] === byte);
}
