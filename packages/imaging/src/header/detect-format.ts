import type { ImageFormat } from './image-header.js';

const signatures: readonly (readonly [ImageFormat, number, readonly number[]])[] = [
  ['jpeg', 0, [0xff, 0xd8, 0xff]],
  ['png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['webp', 8, [0x57, 0x45, 0x42, 0x50]],
  ['gif', 0, [0x47, 0x49, 0x46, 0x38]],
  ['bmp', 0, [0x42, 0x4d]],
  ['tiff', 0, [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', 0, [0x4d, 0x4d, 0x00, 0x2a]],
  ['tiff', 0, [0x49, 0x49, 0x2b, 0x00]],
  ['tiff', 0, [0x4d, 0x4d, 0x00, 0x2b]],
];

/** The format that the content's first bytes name, whatever the file is called; undefined where it is none of ours. */
export function detectFormat(bytes: Uint8Array): ImageFormat | undefined {
  return signatures.find(([, offset, magic]) => magic.every((byte, index) => bytes[offset + index] === byte))?.[0];
}

/** What bytes that are no image of ours look like, for a message: `HEIC`, `AVIF`, `JSON text`, `empty`. */
export function describeContent(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'empty';
  const head = String.fromCharCode(...bytes.subarray(0, 64));
  if (head.slice(4, 8) === 'ftyp') return describeIsoMedia(head.slice(8, 12));
  if (/^\s*[[{]/.test(head)) return 'JSON text';
  if (/^\s*<(!doctype|html|\?xml|svg)/i.test(head)) return 'a markup document';
  if (head.startsWith('%PDF')) return 'a PDF document';
  if (head.startsWith('PK\u0003\u0004')) return 'a ZIP archive';
  return `of no known format (first bytes ${[...bytes.subarray(0, 8)].map(toHex).join(' ')})`;
}

function describeIsoMedia(brand: string): string {
  if (brand.startsWith('avi')) return 'AVIF';
  if (/^(hei|hev|mif|msf)/.test(brand)) return 'HEIC';
  return `ISO media (${brand.trim()})`;
}

function toHex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
