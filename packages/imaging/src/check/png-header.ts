import { damaged, type PngChunk } from './read-png-chunks.js';

export interface PngHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitDepth: number;
  readonly colorType: number;
  readonly isInterlaced: boolean;
  readonly bitsPerPixel: number;
}

const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depthsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
/** libpng's own limit. */
const longestSidePx = 1_000_000;

/**
 * IHDR as both readers demand it. PNG third edition, section 11.2.1.
 * @throws DefectiveImageError
 */
export function parsePngHeader([first, ...others]: readonly PngChunk[]): PngHeader {
  if (first?.name !== 'IHDR' || first.data.length !== 13 || others.some(({ name }) => name === 'IHDR'))
    throw damaged('does not begin with one whole header');
  const view = new DataView(first.data.buffer, first.data.byteOffset, 13);
  const [widthPx, heightPx] = [view.getUint32(0), view.getUint32(4)];
  const [bitDepth = 0, colorType = 0, compression = 0, filter = 0, interlace = 0] = first.data.subarray(8);
  if (Math.max(widthPx, heightPx) > longestSidePx) throw damaged(`says it has ${widthPx} × ${heightPx} pixels`);
  if (!depthsOf[colorType]?.includes(bitDepth))
    throw damaged(`says it has ${bitDepth} bits of the colour type ${colorType}`);
  if (compression !== 0 || filter !== 0 || interlace > 1)
    throw damaged('says it is packed in a way that no reader knows');
  return {
    widthPx,
    heightPx,
    bitDepth,
    colorType,
    isInterlaced: interlace === 1,
    bitsPerPixel: bitDepth * (samplesOf[colorType] ?? 0),
  };
}
