import type { ImageHeader, Orientation } from '@detectory/imaging';
import { describe, expect, it } from 'vitest';
import { findFrame } from './find-frame.js';

const labelled = (widthPx?: number, heightPx = 48) => ({
  ...{ manifest: 0, line: 1, sourceRef: 'a', attribute: 'tools', boxes: [], createdAtMicros: undefined },
  size: widthPx === undefined ? undefined : { widthPx, heightPx },
  isAdjusted: false,
});
const facts = (orientation: Orientation) => ({
  header: { format: 'jpeg', storedWidthPx: 64, storedHeightPx: 48, orientation } satisfies ImageHeader,
  ...{ trainerOrientation: orientation, openCvOrientation: orientation },
  ...{ sha256: '', sizeBytes: 1, flaws: [], mustMend: false },
});

describe(findFrame, () => {
  it('needs a size from the label or from the image', () => {
    expect(findFrame(labelled(), undefined, 'auto')).toMatchObject({ reason: 'size-missing' });
    expect(findFrame(labelled(), facts(1), 'auto')).toMatchObject({ displayedSize: { widthPx: 64, heightPx: 48 } });
    expect(findFrame(labelled(64), undefined, 'auto')).toMatchObject({ displayedSize: { widthPx: 64, heightPx: 48 } });
  });

  it('says which sizes do not fit, and how the photo is turned', () => {
    expect(findFrame(labelled(99), facts(1), 'auto')).toMatchObject({
      reason: 'size-mismatch',
      message: expect.stringContaining('drawn on 99 × 48 pixels, the image has 64 × 48. It is') as string,
    });
    expect(findFrame(labelled(99), facts(6), 'auto')).toMatchObject({
      message: expect.stringContaining('has 64 × 48 (EXIF orientation 6). It is') as string,
    });
  });
});
