import { describe, expect, it } from 'vitest';
import { estimateNoise } from './estimate-noise.js';

/** Normal noise of standard deviation 1, from a fixed generator (Lehmer's, and Box and Muller's transform). */
function noise(count: number): number[] {
  let state = 12_345;
  const uniform = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: count }, () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()));
}

describe(estimateNoise, () => {
  it('finds the noise on a falling curve, not the fall', () => {
    const curve = noise(400).map((one, i) => 50 * Math.exp(-i / 80) + 0.2 * one);
    expect(estimateNoise(curve)).toBeGreaterThan(0.17);
    expect(estimateNoise(curve)).toBeLessThan(0.23);
  });

  it('is deaf to single jumps', () => {
    const calm = noise(100);
    const jumpy = calm.map((one, i) => (i % 25 === 7 ? one + 100 : one));
    expect(estimateNoise(jumpy)!).toBeLessThan(1.5 * estimateNoise(calm)!);
  });

  it('is nought on a straight line, and says nothing of four values', () => {
    expect(estimateNoise([1, 2, 3, 4, 5])).toBe(0);
    expect(estimateNoise([1, 2, 3, 4])).toBeUndefined();
  });
});
