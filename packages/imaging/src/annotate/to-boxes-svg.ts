import type { BoxAnnotation } from './box-annotation.js';
import { boxColor } from './palette.js';

/** Line width and text height in pixels that suit an image of this size: readable on a thumbnail and on a large photo. */
export function annotationScale(widthPx: number, heightPx: number): { lineWidthPx: number; fontSizePx: number } {
  const side = Math.max(widthPx, heightPx);
  return { lineWidthPx: Math.max(2, Math.round(side / 320)), fontSizePx: Math.max(11, Math.round(side / 45)) };
}

/** The boxes' outlines as an SVG overlay of the image's size; labels are drawn apart, with a font of our own. */
export function toBoxesSvg(boxes: readonly BoxAnnotation[], widthPx: number, heightPx: number): string {
  const { lineWidthPx } = annotationScale(widthPx, heightPx);
  const rects = boxes.map(({ xmin, ymin, xmax, ymax, colorIndex }) => {
    const place = `x="${round(xmin)}" y="${round(ymin)}" width="${round(xmax - xmin)}" height="${round(ymax - ymin)}"`;
    return `<rect ${place} fill="none" stroke="${boxColor(colorIndex).line}" stroke-width="${lineWidthPx}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}">${rects.join('')}</svg>`;
}

function round(value: number): string {
  return value.toFixed(1);
}
