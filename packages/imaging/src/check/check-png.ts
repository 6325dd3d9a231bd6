import { noExif, readExifBlock } from '../exif/read-exif-block.js';
import { startsWith } from './assert-jpeg-applications.js';
import { assertPngAncillary } from './assert-png-ancillary.js';
import { assertPngPixels } from './assert-png-pixels.js';
import type { FormatCheck, ImageFlaw } from './image-flaw.js';
import { type ExifPlace, judgeExif } from './judge-exif.js';
import { parsePngHeader, type PngHeader } from './png-header.js';
import { damaged, type PngChunk, readPngChunks } from './read-png-chunks.js';

const exifHead = 'Exif\0\0';
const knownCritical: readonly string[] = ['IHDR', 'PLTE', 'IDAT', 'IEND'];
const most = 0x8000_0000;

/** PNG and APNG. */
export const checkPng: FormatCheck = (bytes, header) => {
  const chunks = readPngChunks(bytes);
  const png = parsePngHeader(chunks);
  const firstPixels = chunks.findIndex(({ name }) => name === 'IDAT');
  if (firstPixels < 0) throw damaged('has no pixels');
  const before = chunks.slice(0, firstPixels);
  const strange = chunks.find(({ name }) => /^[A-Z]/.test(name) && !knownCritical.includes(name));
  if (strange) throw damaged(`has a chunk ${strange.name}, which its readers must know and don't`);
  assertPalette(before, png);
  assertPngAncillary(before, png);
  assertPngPixels(
    chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data),
    png,
  );
  const { flaws, ...exif } = judgeExif(findExif(chunks, before), header);
  return { ...exif, flaws: [...checkAnimation(before), ...flaws] };
};

function assertPalette(before: readonly PngChunk[], { colorType }: PngHeader): void {
  if (colorType !== 3) return;
  const palette = before.find(({ name }) => name === 'PLTE');
  if (!palette || palette.data.length === 0 || palette.data.length % 3 !== 0 || palette.data.length > 768)
    throw damaged('has no whole palette');
}

/** Pillow looks for EXIF before the pixels alone, and takes a JPEG's head for part of it; libpng does neither. */
function findExif(chunks: readonly PngChunk[], before: readonly PngChunk[]): ExifPlace {
  const exif = chunks.filter(({ name }) => name === 'eXIf');
  const [first] = exif;
  if (!first) return { reading: noExif, isHonoured: true, openCvOrientation: 1, removal: [] };
  const isHeaded = startsWith(first.data, exifHead);
  const reading = readExifBlock(isHeaded ? first.data.subarray(exifHead.length) : first.data);
  return {
    reading,
    openCvOrientation: isHeaded ? 1 : reading.openCvOrientation,
    isHonoured: !isHeaded && exif.length === 1 && before.includes(first),
    removal: exif.map(({ from, to }) => ({ from, to })),
  };
}

/** Pillow warns of a second animation header and of one without frames, and takes the image as a still. */
function checkAnimation(before: readonly PngChunk[]): ImageFlaw[] {
  const headers = before.filter(({ name }) => name === 'acTL');
  const counts = headers.map(({ data }) => Buffer.from(data.subarray(0, 4)).readUInt32BE());
  if (headers.length < 2 && counts.every((count) => count > 0 && count <= most)) return [];
  return [{ code: 'animation-damaged', message: 'its animation is damaged, of which Pillow warns.', edits: [] }];
}
