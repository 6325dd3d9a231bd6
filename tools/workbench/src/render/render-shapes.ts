import type { Outline } from '../geometry/point.js';
import type { LinearPaint, Shape } from './shape.js';

/** SVG of shapes in their own units. Gradients are named after `idPrefix`, which must be unique in the document. */
export function renderShapes(shapes: readonly Shape[], idPrefix: string): string {
  return shapes.map((shape, index) => renderShape(shape, `${idPrefix}-${index}`)).join('');
}

/** SVG of nothing but the area that shapes cover, for shadows. */
export function renderSilhouette(shapes: readonly Shape[]): string {
  return shapes.map(({ outline }) => `<path d="${toPathData(outline)}"/>`).join('');
}

function renderShape(shape: Shape, id: string): string {
  const { outline, fill, opacity, edge } = shape;
  const paint = typeof fill === 'string' ? fill : `url(#${id})`;
  const gradient = typeof fill === 'string' ? '' : renderGradient(fill, id);
  const line = edge ? ` stroke="${edge.colour}" stroke-width="${edge.width}" stroke-linejoin="round"` : '';
  const seeThrough = opacity === undefined || opacity === 1 ? '' : ` opacity="${opacity.toFixed(3)}"`;
  return `${gradient}<path d="${toPathData(outline)}" fill="${paint}"${line}${seeThrough}/>`;
}

function renderGradient({ from, to, colours }: LinearPaint, id: string): string {
  const stops = colours.map(
    (colour, index) =>
      `<stop offset="${(index / Math.max(1, colours.length - 1)).toFixed(3)}" stop-color="${colour}"/>`,
  );
  const ends = `x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}"`;
  return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" ${ends}>${stops.join('')}</linearGradient>`;
}

function toPathData(outline: Outline): string {
  return `M${outline.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`;
}
