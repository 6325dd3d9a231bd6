import { DefectiveImageError } from '../errors.js';
import type { JpegSegment } from './walk-jpeg-segments.js';

export function damaged({ from }: Pick<JpegSegment, 'from'>, found: string): DefectiveImageError {
  return new DefectiveImageError(
    'image-damaged',
    `the jpeg file has ${found} (at byte ${from}): YOLOv5 can't read it. Export it again.`,
  );
}
