export { type CheckedImage, checkImage } from './check/check-image.js';
export type { FlawCode, ImageFlaw } from './check/image-flaw.js';
export {
  DefectiveImageError,
  type DefectCode,
  ImagingError,
  UnreadableImageError,
  UnsupportedImageError,
} from './errors.js';
export type { BoxAnnotation } from './annotate/box-annotation.js';
export { type BoxColor, boxColor } from './annotate/palette.js';
export { dHash } from './hash/d-hash.js';
export { toGreyGrid } from './hash/to-grey-grid.js';
export { describeContent, detectFormat } from './header/detect-format.js';
export {
  type ImageFormat,
  type ImageHeader,
  type Orientation,
  uprightSize,
  type UprightSize,
} from './header/image-header.js';
export { readImageHeader } from './header/read-image-header.js';
export type { RgbImage } from './rgb-image.js';
export { applyEdits, type ByteEdit } from './mend/byte-edit.js';
