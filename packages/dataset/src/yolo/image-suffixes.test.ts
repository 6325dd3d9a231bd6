import { describe, expect, it } from 'vitest';
import { hasImageSuffix } from './image-suffixes.js';

describe(hasImageSuffix, () => {
  it.each(['bmp', 'dng', 'jpeg', 'jpg', 'mpo', 'png', 'tif', 'tiff', 'webp', 'pfm'])(
    'takes .%s for an image as YOLOv5 does, in any case, behind the last dot alone',
    (suffix) => {
      expect(hasImageSuffix(`images/a.${suffix}`)).toBe(true);
      expect(hasImageSuffix(`images/a.${suffix.toUpperCase()}`)).toBe(true);
      expect(hasImageSuffix(`images/na.me.v1.${suffix}`)).toBe(true);
      expect(hasImageSuffix(`images/a.${suffix}.bak`)).toBe(false);
    },
  );

  it.each(['heic', 'avif', 'gif', 'txt', 'npy', 'jp2'])('passes over .%s', (suffix) => {
    expect(hasImageSuffix(`images/a.${suffix}`)).toBe(false);
  });
});
