import { describe, expect, it } from 'vitest';
import { DefectiveImageError } from '../../errors.js';
import { sampleImage } from '../../testing/sample-images.js';
import { assertDecodes } from './assert-decodes.js';

describe(assertDecodes, () => {
  it('refuses a WebP that is whole but damaged within', async () => {
    const webp = Uint8Array.from(await sampleImage('webp'));
    await assertDecodes(webp, 'webp');
    webp.fill(0xaa, 40);
    await expect(assertDecodes(webp, 'webp')).rejects.toThrow(DefectiveImageError);
  });

  it('leaves other formats to the check of their structure', async () => {
    await expect(assertDecodes(Uint8Array.of(1), 'png')).resolves.toBeUndefined();
  });
});
