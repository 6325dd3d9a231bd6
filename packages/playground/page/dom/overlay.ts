import { toClassMark } from '../view/class-mark.js';
import { formatConfidence } from '../view/format.js';
import type { OverlayBox } from '../view/overlay-box.js';
import { placeLabel } from '../view/place-label.js';
import { type ScreenBox, toScreenBox } from '../view/screen-box.js';
import type { Placement, Size } from '../view/viewport.js';
import { toDashArray } from './class-swatch.js';
import { makeSvg } from './element.js';

const labelHeight = 18;
const lineWidth = 2;

/**
 * Draws the boxes in the stage's own pixels, so that lines and labels stay crisp and equally large at any zoom. Large
 * boxes come first: a small one within them can still be pointed at.
 */
export function drawOverlay(svg: SVGSVGElement, boxes: readonly OverlayBox[], at: Placement, stage: Size): void {
  const drawn = boxes
    .map((box) => ({ ...box, screen: toScreenBox(box.detection, at) }))
    .sort((a, b) => b.screen.width * b.screen.height - a.screen.width * a.screen.height);
  const labels = drawn.map(makeLabel);
  svg.replaceChildren(...drawn.map(makeBox), ...labels.map(({ group }) => group));
  labels.forEach((label, at) => settleLabel(label, drawn[at]?.screen, stage));
}

/** Marks the box that is pointed at, which comes to the front. */
export function pointAtBox(svg: SVGSVGElement, index: number | undefined): void {
  svg.toggleAttribute('data-pointing', index !== undefined);
  for (const group of svg.querySelectorAll<SVGGElement>('g'))
    group.toggleAttribute('data-pointed', group.dataset['index'] === String(index));
}

function makeBox({ index, mark, screen }: OverlayBox & { readonly screen: ScreenBox }): SVGGElement {
  const { color, dashes } = toClassMark(mark);
  const { left, top, width, height } = screen;
  const frame = { x: left, y: top, width: Math.max(0, width), height: Math.max(0, height), rx: 1 };
  return makeSvg(
    'g',
    { class: 'box', 'data-index': index },
    makeSvg('rect', { ...frame, class: 'halo' }),
    makeSvg('rect', {
      ...frame,
      class: 'line',
      stroke: color,
      'stroke-width': lineWidth,
      'stroke-dasharray': toDashArray(dashes, lineWidth),
    }),
  );
}

interface Label {
  readonly group: SVGGElement;
  readonly plate: SVGRectElement;
  readonly text: SVGTextElement;
}

function makeLabel({ index, detection, mark }: OverlayBox): Label {
  const plate = makeSvg('rect', { fill: toClassMark(mark).color, height: labelHeight, rx: 2 });
  const text = makeSvg('text', {}, `${detection.name} ${formatConfidence(detection.confidence)}`);
  return { group: makeSvg('g', { class: 'label', 'data-index': index }, plate, text), plate, text };
}

/** A text's width is known once it stands in the page. */
function settleLabel({ plate, text }: Label, box: ScreenBox | undefined, stage: Size): void {
  if (!box) return;
  const width = Math.ceil(text.getComputedTextLength()) + 10;
  const { x, y } = placeLabel(box, { width, height: labelHeight }, stage);
  for (const [name, value] of Object.entries({ x, y, width })) plate.setAttribute(name, String(value));
  text.setAttribute('x', String(x + 5));
  text.setAttribute('y', String(y + 13));
}
