import type { ImageHeader, Orientation } from '@detectory/imaging';
import { describe, expect, it } from 'vitest';
import { resolveFrame } from './resolve-frame.js';

const header = (orientation: Orientation, storedWidthPx = 100, storedHeightPx = 60): ImageHeader => ({
  format: 'jpeg',
  storedWidthPx,
  storedHeightPx,
  orientation,
});
const wide = { widthPx: 100, heightPx: 60 };
const tall = { widthPx: 60, heightPx: 100 };

describe(resolveFrame, () => {
  it.each([5, 6, 7, 8] as const)('lets the labelled size decide for orientation %i', (orientation) => {
    expect(resolveFrame(wide, header(orientation), 'auto')).toEqual({ frame: 'stored', isUndecidable: false });
    expect(resolveFrame(tall, header(orientation), 'auto')).toEqual({ frame: 'displayed', isUndecidable: false });
  });

  it.each([2, 3, 4] as const)(
    'takes the stored frame and says so for orientation %i, which keeps the sides',
    (orientation) => {
      expect(resolveFrame(wide, header(orientation), 'auto')).toEqual({ frame: 'stored', isUndecidable: true });
      expect(resolveFrame(wide, header(orientation), 'displayed')).toEqual({
        frame: 'displayed',
        isUndecidable: false,
      });
    },
  );

  it('cannot decide a square photo', () => {
    const square = { widthPx: 80, heightPx: 80 };
    expect(resolveFrame(square, header(6, 80, 80), 'auto')).toEqual({ frame: 'stored', isUndecidable: true });
    expect(resolveFrame(square, header(6, 80, 80), 'stored')).toEqual({ frame: 'stored', isUndecidable: false });
  });

  it('takes what the size leaves open as shown for formats whose tools show photos turned', () => {
    expect(resolveFrame(wide, header(3), 'auto-displayed')).toEqual({ frame: 'displayed', isUndecidable: true });
    expect(resolveFrame(wide, header(6), 'auto-displayed')).toEqual({ frame: 'stored', isUndecidable: false });
    expect(resolveFrame(tall, header(6), 'auto-displayed')).toEqual({ frame: 'displayed', isUndecidable: false });
  });

  it('notices a size that fits neither frame', () => {
    expect(resolveFrame({ widthPx: 50, heightPx: 30 }, header(1), 'auto')).toEqual({ frame: 'mismatch' });
    expect(resolveFrame(tall, header(1), 'auto')).toEqual({ frame: 'mismatch' });
    expect(resolveFrame({ ...wide, heightPx: 59 }, header(1), 'auto')).toEqual({ frame: 'mismatch' });
    expect(resolveFrame({ ...wide, widthPx: 99 }, header(1), 'auto')).toEqual({ frame: 'mismatch' });
    expect(resolveFrame(tall, header(6), 'stored')).toEqual({ frame: 'mismatch' });
    expect(resolveFrame(wide, header(6), 'displayed')).toEqual({ frame: 'mismatch' });
    expect(resolveFrame({ widthPx: 50, heightPx: 30 }, header(6), 'auto')).toEqual({ frame: 'mismatch' });
  });

  it('takes the image as it is stored when the labels name no size', () => {
    expect(resolveFrame(undefined, header(1), 'auto')).toEqual({ frame: 'stored', isUndecidable: false });
  });
});
