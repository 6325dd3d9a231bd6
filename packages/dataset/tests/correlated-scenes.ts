import { seededRandom } from '../src/kernels/seeded-random.js';

type Row = readonly (readonly [classIndex: number, count: number])[];

/**
 * Boxes per image as real labels have them: few classes are frequent and many rare (Zipf, exponent 1.2), and what stands
 * together in one photo stands together in others (each image shows one of some scenes with classes of its own).
 * @returns for each image its pairs of class index and count, by class index
 */
export function makeCorrelatedScenes(images: number, classes: number, seed: number): Row[] {
  const random = seededRandom(seed);
  const drawClass = zipf(classes, 1.2, random);
  const scenes = Array.from({ length: 2 * classes }, () => Array.from({ length: 4 }, drawClass));
  return Array.from({ length: images }, () => {
    const scene = scenes[Math.floor(random() * scenes.length)]!;
    const counts = new Map<number, number>();
    for (let box = Math.floor(random() * 12); box >= 0; box--) {
      const k = random() < 0.7 ? scene[Math.floor(random() * scene.length)]! : drawClass();
      counts.set(k, (counts.get(k) ?? 0) + 1);
    }
    return [...counts].sort(([a], [b]) => a - b);
  });
}

function zipf(classes: number, exponent: number, random: () => number): () => number {
  const weights = Array.from({ length: classes }, (_, k) => (k + 1) ** -exponent);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return () => {
    let left = random() * total;
    return Math.max(
      0,
      weights.findIndex((weight) => (left -= weight) < 0),
    );
  };
}
