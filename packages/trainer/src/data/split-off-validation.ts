import { createHash } from 'node:crypto';

const validationShare = 0.1;

/** A tenth of the training images, at least one, chosen by seed and name: the same whatever order they were listed in. */
export function splitOffValidation(images: readonly string[], seed: number): { train: string[]; val: string[] } {
  const ranked = images.map((image) => ({
    image,
    rank: createHash('sha256')
      .update(`${seed}\n${baseName(image)}`)
      .digest('hex'),
  }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const count = Math.max(1, Math.round(images.length * validationShare));
  const val = new Set(ranked.slice(0, count).map(({ image }) => image));
  return { train: images.filter((image) => !val.has(image)), val: images.filter((image) => val.has(image)) };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
