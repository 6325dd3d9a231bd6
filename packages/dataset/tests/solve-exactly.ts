import * as highsModule from 'highs';
import type { Highs } from 'highs';
import type { SubsetProblem } from '../src/kernels/subset-problem.js';

export interface ExactOptions {
  /** `true`: rows may be taken in part (the linear relaxation); `false`: whole rows. */
  readonly isRelaxed: boolean;
  /** The proven relative gap at which the search may stop. Default 0. */
  readonly relativeGap?: number;
  readonly timeLimitS?: number;
}

export interface ExactResult {
  /** The cost of the best solution found: the optimum unless a limit ended the search. */
  readonly cost: number;
  readonly isOptimal: boolean;
}

// The types describe the CommonJS entry, where the loader lies one level deeper than in the module that is imported.
const loadHighs = highsModule.default as unknown as () => Promise<Highs>;
let loaded: Promise<Highs> | undefined;

/** Solves the subset problem with HiGHS, a solver that shares nothing with ours. */
export async function solveExactly(problem: SubsetProblem, options: ExactOptions): Promise<ExactResult> {
  const highs = await (loaded ??= loadHighs());
  const { isRelaxed, relativeGap = 0, timeLimitS } = options;
  const solution = highs.solve(toLpFormat(problem, isRelaxed), {
    mip_rel_gap: relativeGap,
    ...(timeLimitS !== undefined && { time_limit: timeLimitS }),
  });
  return { cost: solution.ObjectiveValue, isOptimal: solution.Status === 'Optimal' };
}

/** x: rows taken, u: boxes too few, o: boxes too many of each term; as CPLEX's LP format. */
function toLpFormat({ counts, terms, maxRows }: SubsetProblem, isRelaxed: boolean): string {
  const columns: string[][] = Array.from({ length: counts.classes }, () => []);
  for (let row = 0; row < counts.rows; row++)
    for (let e = counts.offsets[row]!; e < counts.offsets[row + 1]!; e++)
      columns[counts.classOf[e]!]!.push(`${counts.countOf[e]!} x${row}`);
  const rows = Array.from({ length: counts.rows }, (_, row) => `x${row}`);
  const costs = terms.map(({ target, underWeight, overWeight }, t) => {
    const scale = Math.max(target, 1);
    return `${underWeight / scale} u${t} + ${overWeight / scale} o${t}`;
  });
  const balances = terms.map(
    ({ classIndex, target }, t) => ` c${t}: ${[...columns[classIndex]!, `u${t}`].join(' + ')} - o${t} = ${target}`,
  );
  return [
    'Minimize',
    ` cost: ${costs.join(' + ')}`,
    'Subject To',
    ...balances,
    ...(maxRows < counts.rows ? [` rows: ${rows.join(' + ')} <= ${maxRows}`] : []),
    'Bounds',
    ...rows.map((name) => ` 0 <= ${name} <= 1`),
    ...(isRelaxed ? [] : ['General', ` ${rows.join('\n ')}`]),
    'End',
    '',
  ].join('\n');
}
