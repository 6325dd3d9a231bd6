import type { OverlayOptions } from 'sharp';
import type { BoxAnnotation } from '../../annotate/box-annotation.js';
import type { RgbImage } from '../../rgb-image.js';
import { boxColor } from '../../annotate/palette.js';
import { annotationScale, toBoxesSvg } from '../../annotate/to-boxes-svg.js';
import { decodeImage } from './decode-image.js';
import { loadSharp } from './load-sharp.js';
import { renderLabel } from './render-label.js';

/**
 * Draws labelled boxes over an image file or pixels; answers a JPEG of the upright image's size.
 * @throws UnreadableImageError for bytes that are no image.
 */
export async function drawBoxes(image: Uint8Array | RgbImage, boxes: readonly BoxAnnotation[]): Promise<Uint8Array> {
  const { pixels, widthPx, heightPx } = image instanceof Uint8Array ? await decodeImage(image) : image;
  const outlines = Buffer.from(toBoxesSvg(boxes, widthPx, heightPx));
  const labels = await Promise.all(boxes.map((box) => toLabelOverlay(box, widthPx, heightPx)));
  const sharp = await loadSharp();
  return sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .composite([{ input: outlines, top: 0, left: 0 }, ...labels.flat()])
    .jpeg({ quality: 90 })
    .toBuffer();
}

async function toLabelOverlay(box: BoxAnnotation, widthPx: number, heightPx: number): Promise<OverlayOptions[]> {
  const { fontSizePx } = annotationScale(widthPx, heightPx);
  const label = await renderLabel(box.label, boxColor(box.colorIndex), fontSizePx);
  if (label.widthPx > widthPx || label.heightPx > heightPx) return [];
  const above = Math.round(box.ymin) - label.heightPx;
  return [
    {
      input: Buffer.from(label.png),
      left: clamp(Math.round(box.xmin), 0, widthPx - label.widthPx),
      top: clamp(above >= 0 ? above : Math.round(box.ymin), 0, heightPx - label.heightPx),
    },
  ];
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
