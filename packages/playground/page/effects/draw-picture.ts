import { toClassMark } from '../view/class-mark.js';
import { formatConfidence } from '../view/format.js';
import type { OverlayBox } from '../view/overlay-box.js';
import { placeLabel } from '../view/place-label.js';
import { toScreenBox } from '../view/screen-box.js';
import type { Size } from '../view/viewport.js';

/** The photo at its full size with the boxes that are shown, as a PNG or, for a JPEG, a JPEG. */
export async function drawPicture(
  source: CanvasImageSource,
  size: Size,
  boxes: readonly OverlayBox[],
  type: string,
): Promise<Blob | null> {
  const canvas = Object.assign(document.createElement('canvas'), size);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.drawImage(source, 0, 0, size.width, size.height);
  for (const box of boxes.toSorted((a, b) => a.detection.confidence - b.detection.confidence))
    drawBox(context, box, size);
  const format = type === 'image/jpeg' ? type : 'image/png';
  return new Promise((resolve) => canvas.toBlob(resolve, format, 0.92));
}

/** Lines and letters grow with the photo, so that they can be read where it is scaled down. */
function drawBox(context: CanvasRenderingContext2D, { detection, mark }: OverlayBox, frame: Size): void {
  const { color, dashes } = toClassMark(mark);
  const line = Math.max(2, Math.round(Math.max(frame.width, frame.height) / 400));
  const { left, top, width, height } = toScreenBox(detection, { left: 0, top: 0, scale: 1 });
  const stroke = (style: string, lineWidth: number, pattern: readonly number[]) => {
    Object.assign(context, { strokeStyle: style, lineWidth });
    context.setLineDash(pattern.map((length) => length * line));
    context.strokeRect(left, top, width, height);
  };
  stroke('rgb(0 0 0 / 0.6)', line * 2, []);
  stroke(color, line, dashes);
  context.font = `600 ${line * 6}px system-ui, sans-serif`;
  const text = `${detection.name} ${formatConfidence(detection.confidence)}`;
  const label = { width: context.measureText(text).width + line * 5, height: line * 9 };
  const { x, y } = placeLabel({ left, top, width, height }, label, frame);
  context.fillStyle = color;
  context.fillRect(x, y, label.width, label.height);
  Object.assign(context, { fillStyle: '#000', textBaseline: 'middle' });
  context.fillText(text, x + line * 2.5, y + label.height / 2);
}
