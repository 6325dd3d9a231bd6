import { UnreadableImageError, UnsupportedImageError } from '@detectory/imaging';
import type { EndpointModel } from '../ports/endpoint-model.js';

/** Smallest bytes that are a JPEG by their first bytes. */
export const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
export const heic = new TextEncoder().encode('\0\0\0\x18ftypheic');
/** The record of `fakeModel` for `jpeg`: its `xmax` is the number of bytes. */
export const record = { xmin: 1, ymin: 2, xmax: 4, ymax: 4, confidence: 0.9, class: 1, name: 'hammer' };

const classNames = ['drill', 'hammer', 'big, red saw'];

/** A model that finds one hammer as wide as its image has bytes, and refuses what no decoder could read. */
export const fakeModel: EndpointModel = {
  classNames,
  async detect(image) {
    const widthPx = image instanceof Uint8Array ? sizeOf(image) : image.widthPx;
    return Promise.resolve({
      detections: [{ xmin: 1, ymin: 2, xmax: widthPx, ymax: 4, confidence: 0.9, classIndex: 1 }],
      widthPx,
      heightPx: 4,
      timings: { decodeMs: 1, letterboxMs: 2, forwardMs: 3 },
    });
  },
};

function sizeOf(image: Uint8Array): number {
  if (image[0] === 0xff) return image.length;
  if (image[4] === 0x66) throw new UnsupportedImageError('HEIC', 'Convert it.');
  if (image[0] === 0x21) throw new TypeError('secret detail');
  throw new UnreadableImageError('The content is text.');
}
