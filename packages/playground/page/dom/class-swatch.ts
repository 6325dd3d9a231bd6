import { toClassMark } from '../view/class-mark.js';
import { makeSvg } from './element.js';

/** A piece of the line that a class is drawn with. */
export function makeSwatch(classIndex: number): SVGSVGElement {
  const { color, dashes } = toClassMark(classIndex);
  const line = { x1: 2, x2: 20, y1: 7, y2: 7 };
  return makeSvg(
    'svg',
    { class: 'swatch', width: 22, height: 14, 'aria-hidden': 'true' },
    makeSvg('line', { ...line, class: 'halo', 'stroke-width': 8, 'stroke-linecap': 'round' }),
    makeSvg('line', { ...line, stroke: color, 'stroke-width': 4, 'stroke-dasharray': toDashArray(dashes, 2) }),
  );
}

/** @param dashes in units of the line's width */
export function toDashArray(dashes: readonly number[], lineWidth: number): string {
  return dashes.map((length) => length * lineWidth).join(' ') || 'none';
}
