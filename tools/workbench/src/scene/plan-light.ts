import type { RandomSource } from '../random/random-source.js';
import type { CameraFinish, Light, PhotoSizePx } from './scene.js';

/** One lamp or the sun: direction, shadow, and a warm or cool cast. */
export function planLight(random: RandomSource, size: PhotoSizePx): Light {
  const unit = Math.min(size.width, size.height) / 100;
  return {
    shadowAngleDegrees: random.between(0, 360),
    shadowLengthPx: unit * random.between(1.2, 3.5),
    shadowSoftnessPx: unit * random.between(0.5, 1.6),
    shadowStrength: random.between(0.3, 0.55),
    tint: random.pick(['#ffb45e', '#fff0c8', '#7fb2ff', '#ffffff'] as const),
    tintStrength: random.between(0, 0.1),
    glowStrength: random.between(0.05, 0.3),
    vignetteStrength: random.between(0, 0.3),
  };
}

/** Exposure, focus, sensor noise and compression, all mild. */
export function planFinish(random: RandomSource): CameraFinish {
  return {
    brightness: random.between(0.82, 1.14),
    saturation: random.between(0.85, 1.1),
    blurSigma: random.chance(0.3) ? random.between(0.4, 0.8) : 0,
    noiseReach: random.integer(2, 9),
    noiseSeed: random.integer(0, 2 ** 31 - 1),
    jpegQuality: random.integer(78, 92),
  };
}
