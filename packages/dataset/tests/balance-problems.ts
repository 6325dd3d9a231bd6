import { createCountMatrix, sumCounts } from '../src/kernels/count-matrix.js';
import type { SubsetProblem } from '../src/kernels/subset-problem.js';
import { parseBalanceSpec } from '../src/select/parse-balance-spec.js';
import { proportionalTerms, toSubsetTerms, withFloors } from '../src/select/to-subset-terms.js';

/** One of each form that `--balance` takes. */
export const balanceModes = ['equal', 'max-ratio=2', 'target=300', 'c0<=100,c3>=50', 'c1=20,c2>=40'];

/** The problem that a build solves for these images. @param mode `undefined`: `--max-images` alone */
export function toBalanceProblem(
  images: readonly (readonly (readonly [classIndex: number, count: number])[])[],
  classes: number,
  mode: string | undefined,
  maxRows = Infinity,
): SubsetProblem {
  const counts = createCountMatrix(images, classes);
  const available = sumCounts(counts);
  const names = Array.from({ length: classes }, (_, k) => `c${k}`);
  const terms =
    mode === undefined
      ? proportionalTerms(available, maxRows / images.length)
      : toSubsetTerms(parseBalanceSpec(mode), names, available);
  return { counts, terms: images.length > maxRows ? withFloors(terms) : terms, maxRows };
}
