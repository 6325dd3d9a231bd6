export { assertDecodes } from './assert-decodes.js';
export { decodeImage, type DecodedImage, type DecodeOptions } from './decode-image.js';
export { drawBoxes } from './draw-boxes.js';
export { hashImage } from './hash-image.js';
export { makeThumbnail, type Thumbnail, type ThumbnailOptions } from './make-thumbnail.js';
