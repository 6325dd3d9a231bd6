import { UnreadableImageError } from '../errors.js';
import type { ImageHeader } from './image-header.js';
import { readTiffDirectory } from './read-tiff-directory.js';
import { toOrientation } from './read-exif-orientation.js';

const tags = { width: 256, height: 257, orientation: 274 };

/** The first directory's width, height and orientation. TIFF 6.0, section 8. */
export function readTiffHeader(bytes: Uint8Array): ImageHeader {
  const { values } = readTiffDirectory(bytes);
  const storedWidthPx = values.get(tags.width)?.[0];
  const storedHeightPx = values.get(tags.height)?.[0];
  if (!storedWidthPx || !storedHeightPx)
    throw new UnreadableImageError('The TIFF names no width or height: it is damaged. Export it again.');
  const orientation = toOrientation(values.get(tags.orientation)?.[0] ?? 1);
  return { format: 'tiff', storedWidthPx, storedHeightPx, orientation };
}
