import { createHash } from 'node:crypto';

const validationShare = 0.1;

/**
 * A tenth of the training images, at least one and never all, chosen by seed and name: the same whatever order they were
 * listed in. Images of one identity stay together.
 * @param identityOf what two copies of an image have in common
 */
export function splitOffValidation(
  images: readonly string[],
  seed: number,
  identityOf: (image: string) => string = (image) => image,
): { train: string[]; val: string[] } {
  const firstOf = new Map<string, string>();
  for (const image of [...images].sort()) {
    const identity = identityOf(image);
    if (!firstOf.has(identity)) firstOf.set(identity, image);
  }
  const ranked = [...firstOf].map(([identity, image]) => ({ identity, rank: rankOf(image, seed) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const wanted = Math.max(1, Math.round(ranked.length * validationShare));
  const chosen = new Set(ranked.slice(0, Math.min(wanted, ranked.length - 1)).map(({ identity }) => identity));
  const isChosen = (image: string): boolean => chosen.has(identityOf(image));
  return { train: images.filter((image) => !isChosen(image)), val: images.filter(isChosen) };
}

function rankOf(image: string, seed: number): string {
  return createHash('sha256')
    .update(`${seed}\n${image.slice(image.lastIndexOf('/') + 1)}`)
    .digest('hex');
}
