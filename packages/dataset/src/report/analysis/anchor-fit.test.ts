import { describe, expect, it } from 'vitest';
import { measureAnchorFit } from './anchor-fit.js';
import { sizeBoxes } from './sized-boxes.js';
import { makeFacts } from '../testing/make-facts.js';

const box = (widthPx: number, heightPx: number) => ({ classIndex: 0, widthPx, heightPx });

describe(measureAnchorFit, () => {
  it('counts a box as learnable while both sides are under four times those of some anchor, either way', () => {
    // The smallest anchor is 10 × 13, the largest 373 × 326.
    expect(measureAnchorFit([box(2.6, 3.4)]).recall).toBe(1);
    expect(measureAnchorFit([box(2.5, 13)]).recall).toBe(0);
    expect(measureAnchorFit([box(10, 3.2)]).recall).toBe(0);
    expect(measureAnchorFit([box(640, 640), box(640, 20)]).recall).toBe(0.5);
  });

  it('names the anchor that fits best', () => {
    const { bestOf } = measureAnchorFit([box(10, 13), box(11, 14), box(373, 326), box(1, 1)]);
    expect(bestOf).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('knows how far the largest and the smallest anchor of YOLOv5 reach', () => {
    const recallOf = (widthPx: number, heightPx: number) => measureAnchorFit([{ widthPx, heightPx }]).recall;
    expect([recallOf(4 * 373 - 1, 326), recallOf(4 * 373 + 1, 326), recallOf(373, 4 * 326 - 1)]).toEqual([1, 0, 1]);
    expect([recallOf(2.6, 3.3), recallOf(2.4, 3.3)]).toEqual([1, 0]);
  });

  it('has no recall without boxes', () => {
    expect(measureAnchorFit([]).recall).toBeUndefined();
  });
});

describe(sizeBoxes, () => {
  it('scales the longer side to imgsz, and leaves out images that were not read', () => {
    const boxes = [[0, 0.5, 0.5, 0.1, 0.5]] as const;
    const facts = makeFacts(['a'], [{ boxes, size: [1280, 640] }, { boxes, size: [320, 640] }, { boxes }]);
    expect(sizeBoxes(facts)).toEqual([box(64, 160), box(32, 320)]);
  });
});
