import { parseHyperparameters } from '../../contract/parse-hyperparameters.js';
import { HyperparameterInvalidError } from '../../errors.js';
import { resolveOptions, type TrainOptions } from '../../options/resolve-options.js';
import type { RunListeners } from '../../runner/run-request.js';
import type { JobState } from '../../runner/sagemaker/job-state.js';
import { toWatchOptions } from '../../watch/to-watch-options.js';
import { type RunWatch, watchRun } from '../../watch/watch-run.js';

/**
 * Judges a job's epochs here as its control program does there, and tells each verdict: the job's log is far away and full of
 * other things. Undefined where nothing can be judged: epochs that nobody validated, a job of another maker's image.
 */
export function watchJob(
  hyperparameters: JobState['hyperparameters'],
  onProgress: RunListeners['onProgress'],
): Pick<RunWatch, 'add'> | undefined {
  const options = findOptions(hyperparameters);
  if (!options || options.noval) return undefined;
  const watched = toWatchOptions(options);
  const begin = (firstEpoch: number): RunWatch =>
    watchRun({
      ...watched,
      // Of a run that goes on the earlier epochs aren't in this log, so that when it stops is for the job alone to say.
      stopsOnOverfit: watched.stopsOnOverfit && options['continue-from'] === undefined && firstEpoch === 0,
      onVerdict: (state, hasChanged, summary) =>
        onProgress({ event: 'verdict', ...summary, hasChanged, shouldStop: state.shouldStop }),
    });
  let watch: RunWatch | undefined;
  return {
    add(event) {
      if (event.event === 'epoch') watch ??= begin(event.epoch);
      watch?.add(event);
    },
  };
}

function findOptions(hyperparameters: JobState['hyperparameters']): TrainOptions | undefined {
  try {
    return resolveOptions(parseHyperparameters(JSON.stringify(hyperparameters)));
  } catch (error) {
    if (error instanceof HyperparameterInvalidError) return undefined;
    throw error;
  }
}
