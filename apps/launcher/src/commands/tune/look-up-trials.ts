import { resolveOptions, type SearchRange } from '@detectory/trainer';
import { assertNamedFiles } from '@detectory/trainer/adapters';
import { lookUpData, lookUpWeights } from '../train/look-up-inputs.js';

export interface TrialInputs {
  readonly data: string;
  /** Hyperparameters that all trials share. */
  readonly base: Readonly<Record<string, string>>;
  readonly space: readonly SearchRange[];
}

/**
 * Looks up what the trials of a search on this machine start from, as a run's inputs are: what is missing would end the search at
 * the first trial that needs it.
 * @param download whether weights that aren't here are fetched now
 * @returns warnings
 */
export async function lookUpTrials(inputs: TrialInputs, download: boolean): Promise<readonly string[]> {
  await lookUpData(inputs.data, inputs.base['data-yaml']);
  const warnings = new Set<string>();
  for (const hyperparameters of listNamed(inputs)) {
    const options = resolveOptions(new Map(Object.entries(hyperparameters)));
    await assertNamedFiles(options, [inputs.data]);
    for (const warning of await lookUpWeights(options, download)) warnings.add(warning);
  }
  return [...warnings];
}

/** Options whose values name files. */
const fileOptions: ReadonlySet<string> = new Set(['weights', 'cfg', 'hyp']);

/** What trials are given, as far as it names files. */
function listNamed({ base, space }: TrialInputs): TrialInputs['base'][] {
  let given = [base];
  for (const range of space)
    if (range.kind === 'choice' && fileOptions.has(range.name))
      given = given.flatMap((one) => range.values.map((value) => ({ ...one, [range.name]: value })));
  return given;
}
