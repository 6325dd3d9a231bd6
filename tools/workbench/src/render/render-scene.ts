import { toSvgTransform } from '../geometry/placement.js';
import type { Light, PhotoSizePx, PlacedDrawing, Scene } from '../scene/scene.js';
import { renderShapes, renderSilhouette } from './render-shapes.js';

/** The whole photo as SVG, before the camera's finish. One SVG unit is one pixel. */
export function renderScene({ size, background, clutter, tools, light }: Scene): string {
  const layers = [
    ...renderDefinitions(light),
    renderDrawing(background, 'background'),
    ...clutter.flatMap((thing, index) => renderWithShadow(thing, light, 0.45, `clutter-${index}`)),
    ...tools.flatMap((tool, index) => renderWithShadow(tool, light, 1, `tool-${index}`)),
    renderLight(light, size),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">${layers.join('')}</svg>`;
}

/** One drawing without shadow or light. */
export function renderDrawing({ shapes, placement }: PlacedDrawing, idPrefix: string): string {
  return `<g transform="${toSvgTransform(placement)}">${renderShapes(shapes, idPrefix)}</g>`;
}

function renderWithShadow(drawing: PlacedDrawing, light: Light, height: number, idPrefix: string): string[] {
  const angle = (light.shadowAngleDegrees * Math.PI) / 180;
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)].map((part) => (part * light.shadowLengthPx * height).toFixed(2));
  const silhouette = `<g transform="${toSvgTransform(drawing.placement)}">${renderSilhouette(drawing.shapes)}</g>`;
  return [
    `<g filter="url(#soft)" opacity="${light.shadowStrength.toFixed(3)}" transform="translate(${dx} ${dy})">${silhouette}</g>`,
    renderDrawing(drawing, idPrefix),
  ];
}

function renderDefinitions({ shadowSoftnessPx, shadowAngleDegrees, glowStrength, vignetteStrength }: Light): string[] {
  return [
    '<filter id="soft" x="-30%" y="-30%" width="160%" height="160%">',
    `<feGaussianBlur stdDeviation="${shadowSoftnessPx.toFixed(2)}"/></filter>`,
    `<linearGradient id="glow" gradientTransform="rotate(${shadowAngleDegrees.toFixed(1)} 0.5 0.5)">`,
    `<stop offset="0" stop-color="#fff" stop-opacity="${glowStrength.toFixed(3)}"/>`,
    '<stop offset="0.5" stop-color="#808080" stop-opacity="0"/>',
    `<stop offset="1" stop-color="#000" stop-opacity="${glowStrength.toFixed(3)}"/></linearGradient>`,
    '<radialGradient id="vignette" r="0.75"><stop offset="0.55" stop-color="#000" stop-opacity="0"/>',
    `<stop offset="1" stop-color="#000" stop-opacity="${vignetteStrength.toFixed(3)}"/></radialGradient>`,
  ];
}

function renderLight({ tint, tintStrength }: Light, { width, height }: PhotoSizePx): string {
  const cover = (paint: string): string => `<rect width="${width}" height="${height}" fill="${paint}"/>`;
  const tinted = `<rect width="${width}" height="${height}" fill="${tint}" opacity="${tintStrength.toFixed(3)}"/>`;
  return tinted + cover('url(#glow)') + cover('url(#vignette)');
}
