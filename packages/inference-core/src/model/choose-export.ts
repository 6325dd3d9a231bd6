import { fitScale } from '../letterbox/plan-letterbox.js';
import type { ModelExport } from './model-manifest.js';

type Side = Pick<ModelExport, 'heightPx' | 'widthPx'>;

/**
 * Which fixed input size suits an image: the one that keeps most of its resolution, and of those the one with the fewest
 * pixels to compute. Where a side is wanted, only sizes whose longer side comes nearest to it (of two as near, the larger) are asked.
 */
export function chooseExport<E extends Side>(
  exports: readonly E[],
  image: { readonly widthPx: number; readonly heightPx: number },
  wantedSidePx?: number,
): E | undefined {
  const ranked = nearest(exports, wantedSidePx).map((candidate) => ({
    candidate,
    scale: fitScale(image, candidate),
    cost: candidate.heightPx * candidate.widthPx,
  }));
  ranked.sort((a, b) => b.scale - a.scale || a.cost - b.cost);
  return ranked[0]?.candidate;
}

function nearest<E extends Side>(exports: readonly E[], wantedSidePx: number | undefined): readonly E[] {
  if (wantedSidePx === undefined) return exports;
  const side = ({ heightPx, widthPx }: Side) => Math.max(heightPx, widthPx);
  const [best] = [...exports].sort(
    (a, b) => Math.abs(side(a) - wantedSidePx) - Math.abs(side(b) - wantedSidePx) || side(b) - side(a),
  );
  return best ? exports.filter((entry) => side(entry) === side(best)) : [];
}
