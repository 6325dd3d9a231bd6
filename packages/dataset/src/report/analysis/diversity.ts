import { nearestDistances } from '../../kernels/nearest-distances.js';
import type { ReportImage } from '../report-facts.js';

/** How alike the photos of one class are, by the bits in which each one's dHash differs from that of its nearest neighbour. */
export interface Diversity {
  readonly classIndex: number;
  /** Images whose hash is known. */
  readonly images: number;
  /** Quantiles of the distance in bits, 0 to 64. */
  readonly q10: number;
  readonly median: number;
  readonly q90: number;
  readonly verdict: 'alike' | 'mixed' | 'varied';
}

/** Fewer photos say nothing about how alike they are. */
export const leastImages = 5;

/**
 * Rules of thumb: frames of one video and retakes of one scene differ in up to about 6 of 64 bits, unrelated photos in 15 and
 * more (their nearest neighbour among hundreds).
 */
export const alikeUpTo = 6;
export const mixedUpTo = 10;

/** For each class with enough photos, in the order of the classes. */
export function measureDiversity(images: readonly ReportImage[], classCount: number): Diversity[] {
  const hashes = Array.from({ length: classCount }, (): string[] => []);
  for (const { boxes, look } of images) {
    if (look?.dHash === undefined) continue;
    for (const classIndex of new Set(boxes.map((box) => box.classIndex))) hashes[classIndex]?.push(look.dHash);
  }
  return hashes.flatMap((own, classIndex) => (own.length < leastImages ? [] : [summarise(own, classIndex)]));
}

function summarise(hashes: readonly string[], classIndex: number): Diversity {
  const distances = nearestDistances(toWords(hashes)).sort();
  const at = (share: number): number => distances[Math.floor(share * (distances.length - 1))] ?? 0;
  const median = at(0.5);
  const verdict = median <= alikeUpTo ? 'alike' : median <= mixedUpTo ? 'mixed' : 'varied';
  return { classIndex, images: hashes.length, q10: at(0.1), median, q90: at(0.9), verdict };
}

/** Each hash as two 32-bit words. */
function toWords(hashes: readonly string[]): Uint32Array {
  return Uint32Array.from({ length: 2 * hashes.length }, (_, at) =>
    Number.parseInt((hashes[at >> 1] ?? '').slice((at % 2) * 8, (at % 2) * 8 + 8), 16),
  );
}
