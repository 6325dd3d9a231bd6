import { fitScale } from '../letterbox/plan-letterbox.js';
import type { ModelExport } from './model-manifest.js';

/**
 * Which fixed input size suits an image: the one that keeps most of its resolution, and of those the one with the fewest
 * pixels to compute.
 */
export function chooseExport<E extends Pick<ModelExport, 'heightPx' | 'widthPx'>>(
  exports: readonly E[],
  image: { readonly widthPx: number; readonly heightPx: number },
): E | undefined {
  const ranked = exports.map((candidate) => ({
    candidate,
    scale: fitScale(image, candidate),
    cost: candidate.heightPx * candidate.widthPx,
  }));
  ranked.sort((a, b) => b.scale - a.scale || a.cost - b.cost);
  return ranked[0]?.candidate;
}
