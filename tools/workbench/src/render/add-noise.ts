import { createRandomSource } from '../random/random-source.js';
import type { CameraFinish } from '../scene/scene.js';

const CHANNELS = 3;

/** Sensor noise on interleaved RGB bytes: each pixel moves up or down as a whole, small steps more often than large. */
export function addNoise(
  pixels: Uint8Array,
  { noiseReach, noiseSeed }: Pick<CameraFinish, 'noiseReach' | 'noiseSeed'>,
): Uint8Array {
  const random = createRandomSource(noiseSeed, 1);
  const noisy = new Uint8ClampedArray(pixels);
  for (let start = 0; start < noisy.length; start += CHANNELS) {
    const step = (random.next() + random.next() - 1) * noiseReach;
    for (let channel = start; channel < start + CHANNELS; channel += 1) noisy[channel] = (noisy[channel] ?? 0) + step;
  }
  return new Uint8Array(noisy.buffer);
}
