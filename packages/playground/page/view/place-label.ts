import type { ScreenBox } from './screen-box.js';
import type { Point, Size } from './viewport.js';

/**
 * The top left corner of a box's label: above the box where there is room, else inside its top edge, and always within
 * the frame. All in the same pixels.
 */
export function placeLabel(box: ScreenBox, label: Size, frame: Size): Point {
  const above = box.top - label.height;
  const x = Math.min(Math.max(0, box.left - 1), Math.max(0, frame.width - label.width));
  const y = Math.min(above >= 0 ? above : Math.max(0, box.top), Math.max(0, frame.height - label.height));
  return { x, y };
}
