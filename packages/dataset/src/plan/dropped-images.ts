import type { Labels } from '../ground-truth/labels.js';
import type { LabelledImage } from '../model/labelled-image.js';
import { createSequence, type Sequence } from '../model/sequence.js';
import type { LeaveReason, Selection } from '../select/select-images.js';
import type { DroppedImage } from './dataset-plan.js';
import { byPlace, placeOf, type PreparedImages, rankOf } from './prepare-all.js';

/**
 * What does not become part of the dataset, by place. What something is wrong with is listed; what the selection leaves out may
 * be nearly everything, so only its positions are kept.
 */
export function createDroppedImages(
  labels: Labels,
  prepared: PreparedImages,
  selection: Selection,
  usable: Uint32Array,
): Sequence<DroppedImage> {
  const listed = listDropped(labels, prepared);
  const { positions, reasons } = columnsOfLeftOut(selection, usable, prepared);
  const order = mergeByRank(Float64Array.from(listed, rankOf), positions, prepared);
  return createSequence(order.length, (at) => {
    const entry = order[at] ?? 0;
    const wrong = listed[entry];
    if (wrong) return wrong;
    const i = entry - listed.length;
    const image = labels.images.at(positions[i] ?? 0) as LabelledImage;
    return { ...placeOf(image), reason: leaveReasons[reasons[i] ?? 0] as LeaveReason };
  });
}

const leaveReasons: readonly LeaveReason[] = ['not-selected', 'negative-not-kept'];

function listDropped(labels: Labels, { problems, emptied }: PreparedImages): DroppedImage[] {
  const wrong = problems.map(({ message, ...problem }) => ({ ...problem, detail: message }));
  return [...labels.excluded, ...wrong, ...emptied].sort(byPlace);
}

function columnsOfLeftOut(
  { leftOut }: Selection,
  usable: Uint32Array,
  { ranks }: PreparedImages,
): { readonly positions: Uint32Array; readonly reasons: Uint8Array } {
  const rankAt = (i: number): number => ranks[usable[i] ?? 0] ?? 0;
  const left = Uint32Array.from(leftOut.keys())
    .filter((i) => leftOut[i] !== undefined)
    .sort((a, b) => rankAt(a) - rankAt(b));
  return {
    positions: left.map((i) => usable[i] ?? 0),
    reasons: Uint8Array.from(left, (i) => leaveReasons.indexOf(leftOut[i] as LeaveReason)),
  };
}

/** Entries below the number of listed ones stand for those, the others for images that were left out. */
function mergeByRank(listedRanks: Float64Array, positions: Uint32Array, { ranks }: PreparedImages): Uint32Array {
  let listed = 0;
  let left = 0;
  return new Uint32Array(listedRanks.length + positions.length).map(() => {
    const isListed = (listedRanks[listed] ?? Infinity) <= (ranks[positions[left] ?? -1] ?? Infinity);
    return isListed && listed < listedRanks.length ? listed++ : listedRanks.length + left++;
  });
}
