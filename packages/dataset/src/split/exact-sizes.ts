import { TooFewImagesError } from '../errors.js';
import { splitNames } from './split-name.js';

/**
 * How many of `images` each share gets: by largest remainder, and at least one where the share is not 0.
 * @throws TooFewImagesError when there are fewer images than splits
 */
export function exactSizes(images: number, shares: readonly number[]): number[] {
  assertEnoughToSplit(images, shares, images);
  const sizes = shares.map((share) => (share > 0 ? Math.max(1, Math.floor(share * images + 1e-9)) : 0));
  const lack = (s: number): number => (shares[s] ?? 0) * images - (sizes[s] ?? 0);
  let left = images - sizes.reduce((sum, size) => sum + size, 0);
  for (; left !== 0; left -= Math.sign(left)) {
    const candidates = [...sizes.keys()].filter((s) => (left > 0 ? (shares[s] ?? 0) > 0 : (sizes[s] ?? 0) > 1));
    const s = candidates.reduce((best, next) => ((lack(next) - lack(best)) * left > 1e-9 ? next : best));
    sizes[s] = (sizes[s] ?? 0) + Math.sign(left);
  }
  return sizes;
}

/**
 * @param units images that go their own way, and groups that must stay together
 * @throws TooFewImagesError when there are fewer of them than splits
 */
export function assertEnoughToSplit(units: number, shares: readonly number[], images: number): void {
  const used = splitNames.filter((_, s) => (shares[s] ?? 0) > 0);
  if (units >= used.length) return;
  const splits = used.join(', ');
  throw new TooFewImagesError(
    units < images
      ? `The ${images} images fall into ${units} group${units === 1 ? '' : 's'} that must stay together (same bytes, ` +
          `--group-by, --group-near-duplicates), too few for ${splits}. Group more finely, or ask for fewer splits ` +
          '(--split 50/50/0 or 100/0/0).'
      : `${images} image${images === 1 ? '' : 's'} can't be split into ${splits}: an image is never in two of them. ` +
          'Label more images, or ask for fewer splits (--split 50/50/0 or 100/0/0).',
  );
}
