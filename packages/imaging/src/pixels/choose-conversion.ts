import { createByteReader } from '../header/byte-reader.js';
import { detectFormat } from '../header/detect-format.js';
import { readJpegComponentCount } from '../header/read-jpeg-header.js';
import { readTiffDirectory } from '../header/read-tiff-directory.js';

/** How an image's own samples become RGB as OpenCV has it; `plain` where libvips does the same. */
export type PixelConversion = 'plain' | 'jpeg-cmyk' | 'tiff-cmyk' | 'tiff-rgb16' | 'tiff-unassociated-alpha';

const tiffTags = { bitsPerSample: 258, photometric: 262, extraSamples: 338 };
const tiffPhotometrics = { rgb: 2, cmyk: 5 };
const associatedAlpha = 1;

/** @throws DefectiveImageError where the bytes end within the header */
export function chooseConversion(bytes: Uint8Array): PixelConversion {
  const format = detectFormat(bytes);
  if (format === 'jpeg') return readJpegComponentCount(createByteReader(bytes)) === 4 ? 'jpeg-cmyk' : 'plain';
  return format === 'tiff' ? chooseForTiff(bytes) : 'plain';
}

/** TIFF 6.0, sections 16 and 18. */
function chooseForTiff(bytes: Uint8Array): PixelConversion {
  const { values } = readTiffDirectory(bytes);
  const photometric = values.get(tiffTags.photometric)?.[0];
  const bits = values.get(tiffTags.bitsPerSample) ?? [];
  const extra = values.get(tiffTags.extraSamples);
  if (photometric === tiffPhotometrics.cmyk && bits.length === 4 && bits[0] === 8) return 'tiff-cmyk';
  if (photometric !== tiffPhotometrics.rgb) return 'plain';
  if (bits[0] === 16 && bits.length === 3) return 'tiff-rgb16';
  return bits[0] === 8 && extra?.length === 1 && extra[0] !== associatedAlpha ? 'tiff-unassociated-alpha' : 'plain';
}
