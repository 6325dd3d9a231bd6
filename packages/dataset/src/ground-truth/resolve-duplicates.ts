import type { LabelledImage, SourceLine } from '../model/labelled-image.js';
import type { LabelledImageStore } from '../model/labelled-image-store.js';
import type { Problem } from '../model/problem.js';
import { InvalidOptionError } from '../errors.js';
import type { ExcludedLine } from './labels.js';

/** What becomes of lines that name the same image: streaming jobs and concatenated manifests have them. */
export type DuplicatePolicy = 'newest' | 'first' | 'error' | 'merge';

const policies: readonly string[] = ['newest', 'first', 'error', 'merge'] satisfies DuplicatePolicy[];

export function parseDuplicatePolicy(text: string): DuplicatePolicy {
  if (policies.includes(text)) return text as DuplicatePolicy;
  throw new InvalidOptionError(`--on-duplicate ${text}: expected newest, first, error or merge.`);
}

export interface ResolvedDuplicates {
  /** Places in the store: at most one per source-ref, in the order in which the source-refs came first. */
  readonly places: Uint32Array;
  readonly excluded: readonly ExcludedLine[];
  readonly problems: readonly Problem[];
}

/**
 * @param places the images to look at, in the order of their lines; merged ones are added to the store
 * @param names of the manifests, for messages
 */
export function resolveDuplicates(
  images: LabelledImageStore,
  places: Uint32Array,
  policy: DuplicatePolicy,
  names: readonly string[],
): ResolvedDuplicates {
  const kept = new Map<string, number>();
  const excluded: ExcludedLine[] = [];
  const problems: Problem[] = [];
  for (const place of places) {
    const sourceRef = images.sourceRefAt(place);
    const earlierPlace = kept.get(sourceRef);
    if (earlierPlace === undefined) {
      kept.set(sourceRef, place);
      continue;
    }
    const earlier = images.at(earlierPlace);
    const later = images.at(place);
    const { keep, leaveOut, problem } = decide(earlier, later, policy, names);
    if (keep !== earlier) kept.set(sourceRef, keep === later ? place : images.add(keep));
    if (leaveOut) excluded.push({ ...placeOf(leaveOut), reason: 'line-repeated' });
    if (problem) problems.push(problem);
  }
  return { places: Uint32Array.from(kept.values()), excluded, problems };
}

interface Decision {
  readonly keep: LabelledImage;
  readonly leaveOut?: LabelledImage;
  readonly problem?: Problem;
}

function decide(
  earlier: LabelledImage,
  later: LabelledImage,
  policy: DuplicatePolicy,
  names: readonly string[],
): Decision {
  switch (policy) {
    case 'first':
      return { keep: earlier, leaveOut: later };
    case 'newest':
      return isNewer(later, earlier) ? { keep: later, leaveOut: earlier } : { keep: earlier, leaveOut: later };
    case 'merge':
      return merge(earlier, later, names);
    case 'error': {
      const message = `${later.sourceRef} stands in ${describeEarlier(earlier, later, names)} already. Choose with --on-duplicate newest, first or merge.`;
      return { keep: earlier, problem: { ...placeOf(later), reason: 'duplicate-line', message } };
    }
  }
}

function isNewer(a: LabelledImage, b: LabelledImage): boolean {
  return (a.createdAtMicros ?? -Infinity) >= (b.createdAtMicros ?? -Infinity);
}

function merge(earlier: LabelledImage, later: LabelledImage, names: readonly string[]): Decision {
  const isSameSize = earlier.size?.widthPx === later.size?.widthPx && earlier.size?.heightPx === later.size?.heightPx;
  // Boxes of which some are a model's must not pass for a person's.
  const drawn = later.isMachineMade && { isMachineMade: later.isMachineMade };
  if (isSameSize) return { keep: { ...earlier, ...drawn, boxes: [...earlier.boxes, ...later.boxes] }, leaveOut: later };
  const message = `${later.sourceRef} has another image_size than in ${describeEarlier(earlier, later, names)}: their boxes can't be merged. Use --on-duplicate newest.`;
  return { keep: earlier, problem: { ...placeOf(later), reason: 'duplicate-size-conflict', message } };
}

/** Where the earlier line stands, seen from the later one. Jobs call all their manifests output.manifest: then their order tells. */
function describeEarlier(earlier: SourceLine, later: SourceLine, names: readonly string[]): string {
  const line = `line ${earlier.line}`;
  if (earlier.manifest === later.manifest) return line;
  const [name = 'another manifest', laterName] = [names[earlier.manifest], names[later.manifest]];
  const order = name === laterName ? ` (input ${earlier.manifest + 1}; this is input ${later.manifest + 1})` : '';
  return `${line} of ${name}${order}`;
}

function placeOf({ manifest, line, sourceRef }: LabelledImage): Pick<LabelledImage, 'manifest' | 'line' | 'sourceRef'> {
  return { manifest, line, sourceRef };
}
