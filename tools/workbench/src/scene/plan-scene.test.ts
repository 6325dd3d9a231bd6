import { describe, expect, it } from 'vitest';
import { labelTools } from '../label/label-tools.js';
import { TOOL_CLASSES } from '../tools/tool-catalogue.js';
import { planScene } from './plan-scene.js';

const scenes = Array.from({ length: 300 }, (_, index) => planScene(7, index, 320));

describe(planScene, () => {
  it('gives the same values for the same seed, size and number', () => {
    expect(planScene(7, 12, 320)).toEqual(scenes[12]);
  });

  it('gives another photo for another seed', () => {
    expect(planScene(8, 12, 320)).not.toEqual(scenes[12]);
  });

  it('draws about four screwdrivers for each other tool', () => {
    const drawn = scenes.flatMap((scene) => scene.tools.map(({ toolClass }) => toolClass));
    const count = (wanted: string): number => drawn.filter((toolClass) => toolClass === wanted).length;
    for (const toolClass of TOOL_CLASSES.filter((name) => name !== 'screwdriver')) {
      const ratio = count('screwdriver') / count(toolClass);
      expect(ratio, toolClass).toBeGreaterThan(3);
      expect(ratio, toolClass).toBeLessThan(6);
    }
  });

  it('leaves about one photo in twenty empty', () => {
    const share = scenes.filter(({ tools }) => tools.length === 0).length / scenes.length;
    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThan(0.09);
  });

  it('places every tool so that it keeps its label', () => {
    for (const { tools, size } of scenes) expect(labelTools(tools, size)).toHaveLength(tools.length);
  });

  it('keeps every label inside the photo', () => {
    for (const { tools, size } of scenes) {
      for (const { left, top, width, height } of labelTools(tools, size)) {
        expect(Math.min(left, top, width - 1, height - 1)).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(size.width);
        expect(top + height).toBeLessThanOrEqual(size.height);
      }
    }
  });
});
