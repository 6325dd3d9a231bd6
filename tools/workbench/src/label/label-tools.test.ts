import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createRandomSource } from '../random/random-source.js';
import { renderDrawing } from '../render/render-scene.js';
import type { PlacedTool } from '../scene/scene.js';
import { TOOL_CLASSES, TOOL_KINDS, type ToolClass } from '../tools/tool-catalogue.js';
import { labelTools } from './label-tools.js';

const size = { width: 200, height: 160 };

function place(toolClass: ToolClass, centerX: number, centerY: number, angleDegrees: number): PlacedTool {
  const shapes = TOOL_KINDS[toolClass].draw(createRandomSource(3, angleDegrees));
  return {
    toolClass,
    shapes,
    placement: { centerX, centerY, scale: 0.8, angleDegrees, mirrored: angleDegrees % 2 === 1 },
  };
}

/** The box of the pixels that the tool changes on a flat background no tool has, edges as in a label. */
async function boxOfChangedPixels(tool: PlacedTool): Promise<number[]> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="160"><rect width="200" height="160" fill="#00ffff"/>${renderDrawing(tool, 'tool')}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const changed = Array.from({ length: info.width * info.height }, (_, index) => index).filter(
    (index) =>
      Math.abs(data[index * 3]! - 0) + Math.abs(data[index * 3 + 1]! - 255) + Math.abs(data[index * 3 + 2]! - 255) > 24,
  );
  const xs = changed.map((index) => index % info.width);
  const ys = changed.map((index) => Math.floor(index / info.width));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1];
}

describe(labelTools, () => {
  const stands = [
    [0, 100, 80],
    [37, 100, 80],
    [128, 100, 80],
    [245, 100, 80],
    [51, 20, 140],
  ] as const;
  const cases = TOOL_CLASSES.flatMap((toolClass) => stands.map((stand) => [toolClass, ...stand] as const));

  it.each(cases)('boxes a %s at %i degrees around (%i, %i) within two pixels', async (toolClass, angle, x, y) => {
    const tool = place(toolClass, x, y, angle);
    const [label] = labelTools([tool], size);
    const { left, top, width, height } = label!;
    const drawn = await boxOfChangedPixels(tool);
    [left, top, left + width, top + height].forEach((edge, index) =>
      expect(Math.abs(edge - drawn[index]!)).toBeLessThanOrEqual(2),
    );
  });

  it('leaves out a tool that is hardly in the photo', () => {
    expect(labelTools([place('hammer', 232, 80, 0)], size)).toEqual([]);
  });

  it('leaves out a tool under another one', () => {
    const labels = labelTools([place('screwdriver', 100, 80, 0), place('screwdriver', 100, 80, 0)], size);
    expect(labels).toHaveLength(1);
  });
});
