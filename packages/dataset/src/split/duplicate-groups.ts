import type { Fingerprint } from '../duplicates/find-duplicates.js';
import { compareCodeUnits } from '../model/compare-code-units.js';
import type { Sequence } from '../model/sequence.js';

/** Images that are duplicates of each other. */
export interface DuplicateGroup {
  /** `exact`: all have the same bytes. */
  readonly kind: 'exact' | 'near';
  /** In the order of their code units. */
  readonly sourceRefs: readonly string[];
}

/** The sets of two and more images, in the order of their first source-refs. */
export function listDuplicateGroups(
  images: Sequence<Fingerprint & { readonly sourceRef: string }>,
  setOf: Int32Array,
): DuplicateGroup[] {
  const members = new Map<number, number[]>();
  setOf.forEach((set, i) => {
    // A set's number is that of its first image: only then has it a second one.
    if (set === i) return;
    const own = members.get(set);
    if (own) own.push(i);
    else members.set(set, [set, i]);
  });
  return [...members.values()]
    .map((set): DuplicateGroup => {
      const [first, ...others] = set.map((i) => images.at(i)?.sha256);
      const isExact = first !== undefined && others.every((sha256) => sha256 === first);
      const sourceRefs = set.map((i) => images.at(i)?.sourceRef ?? '').sort(compareCodeUnits);
      return { kind: isExact ? 'exact' : 'near', sourceRefs };
    })
    .sort((a, b) => compareCodeUnits(a.sourceRefs[0] ?? '', b.sourceRefs[0] ?? ''));
}
