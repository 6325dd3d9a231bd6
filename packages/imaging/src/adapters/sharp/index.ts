export { decodeImage, type DecodeOptions } from './decode-image.js';
export { drawBoxes } from './draw-boxes.js';
export { hashImage } from './hash-image.js';
