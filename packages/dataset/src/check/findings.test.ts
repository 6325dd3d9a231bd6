import { describe, expect, it } from 'vitest';
import { findingKinds, type FindingLevel } from './findings.js';

const codesOf = (level: FindingLevel): string[] =>
  Object.entries(findingKinds).flatMap(([code, kind]) => (kind.level === level ? [code] : []));

describe('levels of findings', () => {
  it('are error where the training fails: no data.yaml, split or box to train on, a class beyond the names', () => {
    expect(codesOf('error')).toEqual([
      'yaml-missing',
      'yaml-invalid',
      'split-missing',
      'split-empty',
      'labels-none',
      'class-out-of-range',
    ]);
  });

  it('are note where YOLOv5 says nothing, and a problem wherever it drops, re-encodes or warns', () => {
    expect(codesOf('note').sort()).toEqual([
      'box-sticks-out',
      'box-without-area',
      'cache-shipped',
      'class-fraction',
      'exif-unclear',
      'file-ignored',
      'image-in-two-splits',
      'image-repeated',
      'label-empty',
      'label-missing',
      'label-mixed',
      'label-orphan',
      'label-shared',
      'pixels-shipped',
      'split-repeated',
    ]);
  });
});
