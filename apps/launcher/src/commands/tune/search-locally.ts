import { formatTable, printJson, printLine } from '@detectory/terminal';
import type { Runner, SearchRange, TrialRecord } from '@detectory/trainer';
import { runSearch, type SearchResult } from '@detectory/trainer/adapters';
import { withInterrupt } from '../../with-interrupt.js';
import { createTrainingDisplay } from '../train/create-training-display.js';

export interface LocalSearch {
  readonly data: string;
  readonly out: string;
  readonly name: string;
  readonly trials: number;
  readonly seed: number;
  readonly epochs: number;
  readonly space: readonly SearchRange[];
  readonly base: Readonly<Record<string, string>>;
  readonly json?: boolean | undefined;
}

/**
 * A search on this machine, one trial after the other; the same command goes on with one that was interrupted.
 * @throws NoTrialSucceededError, SearchInterruptedError
 */
export async function searchLocally(runner: Runner, search: LocalSearch): Promise<void> {
  let display = createTrainingDisplay(search.epochs);
  const onTrial = (trial: number, values: Readonly<Record<string, string>>) => {
    display = createTrainingDisplay(Number(values['epochs'] ?? search.epochs));
    display.note(`Trial ${trial} of ${search.trials}: ${formatValues(values)}`);
    return { onProgress: display.show, onLog: () => undefined };
  };
  const onResult = ({ trial, score, failure }: TrialRecord): void =>
    display.note(
      `Trial ${trial}: ${score === null ? `no model (${failure ?? 'no figures'})` : `mAP50-95 ${score.toFixed(3)}`}`,
    );
  const interrupted = (): void =>
    display.note('Giving the trial up; the same command goes on with it from its last checkpoint.');
  const { trials, best, folder } = await withInterrupt(interrupted, async (signal) => {
    const result = await runSearch(runner, { ...search, onTrial, onResult, signal });
    if (signal.aborted) throw new SearchInterruptedError(result, search.trials);
    return result;
  });
  if (!best) throw new NoTrialSucceededError(folder, trials);
  if (search.json) return printJson({ folder, trials, best });
  printLine(formatTrials(trials));
  printLine(`Best: trial ${best.trial}, ${folder}/best/model.tar.gz`);
}

class NoTrialSucceededError extends Error {
  override readonly name = 'NoTrialSucceededError';
  readonly code = 'SEARCH_WITHOUT_MODEL';
  readonly blame = 'input';
  constructor(folder: string, trials: readonly TrialRecord[]) {
    const failure = trials.at(-1)?.failure ?? 'it left no figures';
    super(
      `None of ${trials.length} trials gave a model. The last one: ${failure}. Each one's reason is in ${folder}/trials.jsonl, its log in ` +
        `${folder}/trial-….failed. Mend the cause, then search anew with another --name, or go on with more --trials.`,
    );
  }
}

/** The name is what exit code 130 is mapped from. */
class SearchInterruptedError extends Error {
  override readonly name = 'AbortError';
  readonly code = 'SEARCH_INTERRUPTED';
  readonly blame = 'environment';
  constructor({ trials, interrupted }: SearchResult, total: number) {
    super(`Interrupted after ${trials.length} of ${total} trials. ${describeWayBack(interrupted)}`);
  }
}

function describeWayBack(interrupted: SearchResult['interrupted']): string {
  if (!interrupted) return 'Run the same command again to go on.';
  const { trial, epochs } = interrupted;
  return epochs > 0
    ? `Run the same command again: trial ${trial} goes on after its epoch ${epochs}.`
    : `Run the same command again: trial ${trial}, which had no checkpoint yet, begins anew.`;
}

/** Best first. */
export function formatTrials(trials: readonly TrialRecord[]): string {
  const ranked = [...trials].sort((a, b) => (b.score ?? -1) - (a.score ?? -1));
  const figure = (value: number | null): string => (value === null ? '–' : value.toFixed(3));
  const rows = ranked.map((one) => [
    String(one.trial),
    figure(one.score),
    figure(one.mAP50),
    `${one.seconds} s`,
    formatValues(one.hyperparameters),
  ]);
  return formatTable([['trial', 'mAP50-95', 'mAP50', 'time', 'values'], ...rows], {
    align: ['right', 'right', 'right', 'right'],
  });
}

function formatValues(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
