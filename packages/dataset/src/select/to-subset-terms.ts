import { InvalidOptionError } from '../errors.js';
import type { SubsetTerm } from '../kernels/subset-problem.js';
import { nearestName } from '@detectory/terminal/nearest-name';
import type { BalanceSpec, ClassLimit } from './parse-balance-spec.js';

/** How much more a broken limit costs than a box that is left out. */
const limitWeight = 4;

/**
 * The objective of each mode, as wishes for the box counts (each costs its distance as a share of its target; the sum is
 * minimised). Targets never exceed what there is; classes without boxes have no wish.
 * - `equal`: every class as many boxes as the rarest one.
 * - `max-ratio=R`: every class all its boxes, at most R times those of the rarest one.
 * - `target=N`: every class N boxes.
 * - limits: `a<=N` at most N, `a>=N` at least N, `a=N` just N, each broken limit costing four times; other classes, and
 *   those with only a lower limit, all their boxes.
 * @param available boxes per class before balancing
 * @throws InvalidOptionError when a limit names a class that there is not
 */
export function toSubsetTerms(spec: BalanceSpec, classes: readonly string[], available: Float64Array): SubsetTerm[] {
  const present = [...available.entries()].filter(([, boxes]) => boxes > 0);
  const rarest = Math.min(...present.map(([, boxes]) => boxes));
  if (spec.mode === 'per-class') return perClassTerms(spec.limits, classes, available);
  const cap = spec.mode === 'equal' ? rarest : spec.mode === 'target' ? spec.boxes : Math.floor(rarest * spec.ratio);
  return present.map(([classIndex, boxes]) => wish(classIndex, Math.min(boxes, cap), 1, 1));
}

/** Wishes that keep the shares of the classes when only `share` of the boxes can stay. */
export function proportionalTerms(available: Float64Array, share: number): SubsetTerm[] {
  return [...available.entries()]
    .filter(([, boxes]) => boxes > 0)
    .map(([classIndex, boxes]) => wish(classIndex, boxes * share, 1, 1));
}

/** The boxes wanted of each class: of several wishes the largest, which a lower limit doesn't hold back. */
export function targetsOf(terms: readonly SubsetTerm[], classes: number): (number | undefined)[] {
  const targets = new Array<number | undefined>(classes).fill(undefined);
  for (const { classIndex, target } of terms) targets[classIndex] = Math.max(targets[classIndex] ?? 0, target);
  return targets;
}

/** A wish whose cost is a share of its target. */
function wish(classIndex: number, target: number, underWeight: number, overWeight: number): SubsetTerm {
  return { classIndex, target, underWeight, overWeight, scale: Math.max(target, 1) };
}

/**
 * Wishes for when the number of images is limited: below half of its target a box counts twice, so that no class pays for
 * all the others.
 */
export function withFloors(terms: readonly SubsetTerm[]): SubsetTerm[] {
  const floors = terms
    .filter((term) => term.underWeight > 0 && term.target > 0)
    .map(({ classIndex, target, underWeight }) => wish(classIndex, target / 2, underWeight, 0));
  return [...terms, ...floors];
}

function perClassTerms(
  limits: readonly ClassLimit[],
  classes: readonly string[],
  available: Float64Array,
): SubsetTerm[] {
  const terms: SubsetTerm[] = [];
  const capped = new Set<number>();
  for (const { className, relation, boxes } of limits) {
    const classIndex = classes.indexOf(className);
    if (classIndex < 0) throw unknownClass(className, classes);
    const target = Math.min(boxes, available[classIndex] ?? 0);
    if (relation !== '>=') capped.add(classIndex);
    const underWeight = relation === '<=' ? 1 : limitWeight;
    const overWeight = relation === '>=' ? 0 : limitWeight;
    terms.push(wish(classIndex, target, underWeight, overWeight));
  }
  available.forEach((boxes, classIndex) => {
    if (boxes > 0 && !capped.has(classIndex)) terms.push(wish(classIndex, boxes, 1, 0));
  });
  return terms;
}

/**
 * Known before any image is read.
 * @throws InvalidOptionError when a limit names a class that there is not
 */
export function assertLimitedClasses(spec: BalanceSpec | undefined, classes: readonly string[]): void {
  if (spec?.mode !== 'per-class') return;
  const unknown = spec.limits.find(({ className }) => !classes.includes(className));
  if (unknown) throw unknownClass(unknown.className, classes);
}

function unknownClass(className: string, classes: readonly string[]): InvalidOptionError {
  const nearest = nearestName(className, classes);
  return new InvalidOptionError(
    `--balance names the class ${JSON.stringify(className)}, which the labels don't have.` +
      (nearest === undefined
        ? ` They have: ${classes.slice(0, 20).join(', ')}.`
        : ` Did you mean ${JSON.stringify(nearest)}?`),
  );
}
