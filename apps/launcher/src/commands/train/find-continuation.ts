import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { UsageError } from '@detectory/terminal';
import { continueHyperparameters, resolveOptions } from '@detectory/trainer';
import { assertContinuable, readContinuation } from '@detectory/trainer/adapters';

/** The channel in which a run finds the checkpoints that it goes on from. */
const checkpointChannel = 'checkpoint';

/** What of a run's request follows from the run that it goes on from. */
export interface ContinuedRequest {
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, string>>;
  /** Where it goes on, as far as that is known before it begins. */
  readonly continued?: ContinuedRun;
}

export interface ContinuedRun {
  readonly run: string;
  /** Epochs that are done; left out where its checkpoints don't tell. */
  readonly epochs?: number | undefined;
}

/**
 * The request of a run that goes on from the one that `--continue` names: with that one's options, under those that flags
 * give now.
 * @param data the dataset that it is to be trained on
 * @throws UsageError where there is nothing to go on from, or a file of that run is gone
 * @throws CheckpointMismatchError, NothingToResumeError where the run would refuse to go on
 */
export async function findContinuation(
  run: string,
  data: string,
  given: Readonly<Record<string, string>>,
): Promise<ContinuedRequest> {
  const found = await readContinuation(run);
  if (!found)
    throw new UsageError(
      `There are no checkpoints in ${run} to continue from. Give the folder of a finished run, such as runs/garden-1, or the s3:// URI of a job's checkpoints.`,
    );
  const hyperparameters = continueHyperparameters(found.hyperparameters, given);
  assertFilesHere(run, hyperparameters);
  const options = resolveOptions(new Map(Object.entries(hyperparameters)));
  const epochs = await assertContinuable({ from: run, checkpoints: found.checkpoints, data, options });
  return {
    hyperparameters: { ...hyperparameters, 'continue-from': checkpointChannel },
    channels: { [checkpointChannel]: found.checkpoints },
    continued: { run, epochs },
  };
}

/** A job's own files are where it ran; a rented machine would find that out. */
function assertFilesHere(run: string, hyperparameters: Readonly<Record<string, string>>): void {
  for (const name of ['hyp', 'cfg']) {
    const file = hyperparameters[name];
    if (file !== undefined && isAbsolute(file) && !existsSync(file))
      throw new UsageError(
        `The run ${run} was trained with --${name} ${file}, which is not here: pass --${name} again.`,
      );
  }
}
