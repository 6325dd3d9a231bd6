import { describe, expect, it } from 'vitest';
import type { LabelledImage } from '../model/labelled-image.js';
import { createFactsCompactor } from './compact-facts.js';
import type { ScannedImage } from './scan-images.js';

function facts(widthPx: number): ScannedImage {
  const header = { format: 'png', storedWidthPx: widthPx, storedHeightPx: 48, orientation: 1 } as const;
  return {
    header,
    sha256: 'x',
    sizeBytes: 1,
    trainerOrientation: 1,
    openCvOrientation: 1,
    flaws: [],
    mustMend: false,
    uri: 's3://b/k',
  };
}

describe(createFactsCompactor, () => {
  it('changes nothing but what is shared', () => {
    const compact = createFactsCompactor();
    const image = { sourceRef: 's3://b/k' } as LabelledImage;
    const [one, two, other] = [facts(64), facts(64), facts(65)].map((one) => compact(one, image));
    expect([one, two, other]).toEqual([facts(64), facts(64), facts(65)]);
    expect(one?.header).toBe(two?.header);
    expect(one?.header).not.toBe(other?.header);
  });
});
