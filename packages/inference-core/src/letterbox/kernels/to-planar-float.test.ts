import { describe, expect, it } from 'vitest';
import { createPlanarInput } from './to-planar-float.js';

describe(createPlanarInput, () => {
  it.each([1, 4, 7, 256, 4_096, 10_003])('divides each byte of %i pixels as float32 does', (pixelCount) => {
    const bytes = Uint8Array.from({ length: pixelCount * 3 }, (_, index) => (index * 2_654_435_761) >>> 11);
    const input = createPlanarInput(pixelCount);
    input.take(bytes);
    const wanted = new Float32Array(pixelCount * 3);
    for (let pixel = 0; pixel < pixelCount; pixel++)
      for (let channel = 0; channel < 3; channel++)
        wanted[channel * pixelCount + pixel] = bytes[pixel * 3 + channel]! / 255;
    expect(input.planes).toEqual(wanted);
  });
});
