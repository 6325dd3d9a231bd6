import { inflateSync } from 'node:zlib';
import type { PngHeader } from './png-header.js';
import { damaged, type PngChunk } from './read-png-chunks.js';

/** Pillow's MAX_TEXT_CHUNK: it refuses a file whose text or colour profile unpacks to more. */
const longestTextBytes = 1 << 20;
const leastBytes: Readonly<Record<string, number>> = { gAMA: 4, cHRM: 32, sRGB: 1, pHYs: 9, acTL: 8, fcTL: 26 };

/**
 * Finds ancillary chunks before the pixels for which Pillow refuses the file; behind them it looks at checksums alone.
 * @throws DefectiveImageError
 */
export function assertPngAncillary(chunks: readonly PngChunk[], header: PngHeader): void {
  for (const chunk of chunks) {
    const { name, data } = chunk;
    if (data.length < (leastBytes[name] ?? 0)) throw damaged(`has a chunk ${name} of ${data.length} bytes`);
    if (name === 'tRNS') assertTransparency(chunk, header);
    if (name === 'iCCP') assertPacked(chunk, data.indexOf(0), true);
    if (name === 'zTXt' && data.includes(0)) assertPacked(chunk, data.indexOf(0), false);
    if (name === 'iTXt') assertInternational(chunk);
  }
  assertFrames(
    chunks.filter(({ name }) => name === 'fcTL'),
    header,
  );
}

function assertTransparency({ data }: PngChunk, { colorType }: PngHeader): void {
  const least = colorType === 2 ? 6 : colorType === 0 ? 2 : 0;
  if (data.length < least) throw damaged(`has a chunk tRNS of ${data.length} bytes`);
}

/** A name, a zero, the method, the packed text. */
function assertPacked(chunk: PngChunk, zero: number, isProfile: boolean): void {
  const method = chunk.data[zero + 1];
  if (method !== 0 && (isProfile || method !== undefined))
    throw damaged(`has a chunk ${chunk.name} that is packed in an unknown way`);
  assertShort(chunk, chunk.data.subarray(zero + 2));
}

/** A keyword, a zero, whether it is packed and how, a language and a translated keyword each with a zero, the text. */
function assertInternational(chunk: PngChunk): void {
  const { data } = chunk;
  const zero = data.indexOf(0);
  const language = data.indexOf(0, zero + 3);
  const translated = data.indexOf(0, language + 1);
  if (zero < 0 || language < 0 || translated < 0 || data[zero + 1] === 0 || data[zero + 2] !== 0) return;
  assertShort(chunk, data.subarray(translated + 1));
}

function assertShort({ name }: PngChunk, packed: Uint8Array): void {
  try {
    inflateSync(packed, { maxOutputLength: longestTextBytes });
  } catch (error) {
    // Pillow passes over text that doesn't unpack.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw damaged(`has a chunk ${name} of over 1 MiB, which Pillow refuses`);
  }
}

/** An animation's frames before the pixels: numbered from 0, and inside the image. */
function assertFrames(frames: readonly PngChunk[], { widthPx, heightPx }: PngHeader): void {
  frames.forEach(({ data }, i) => {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const [width, height, x, y] = [view.getUint32(4), view.getUint32(8), view.getUint32(12), view.getUint32(16)];
    if (view.getUint32(0) !== i || x + width > widthPx || y + height > heightPx)
      throw damaged('has a broken animation');
  });
}
