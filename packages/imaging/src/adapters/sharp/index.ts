export { assertDecodes } from './assert-decodes.js';
export { decodeImage, type DecodeOptions } from './decode-image.js';
export { drawBoxes } from './draw-boxes.js';
