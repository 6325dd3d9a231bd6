import { printJson, printLine } from '@detectory/terminal';
import { EngineFailedError, JobFailedError, type RunResult, type StartedRun } from '@detectory/trainer';
import { loadSageMaker } from '@detectory/trainer/adapters';
import { Command } from 'commander';
import { note } from './images/note.js';
import { findRun, type FoundRun } from './run/find-run.js';
import { watchRun } from './run/follow-run.js';
import { addPollFlags } from './run/place-flags.js';

interface StopFlags {
  readonly wait: boolean;
  readonly poll: number;
  readonly json?: boolean;
}

const examples = `
Examples:
  detectory-launch stop runs/garden-1
  detectory-launch stop garden-20260102-030405 --no-wait

A run on this machine ends after its current epoch, a job within two minutes; both keep the best epoch, if there was one.`;

export function createStopCommand(): Command {
  const command = new Command('stop')
    .description('Ends a run, a SageMaker training job or a tuning job, and keeps its best epoch.')
    .argument('<run>', "a run's folder, a job's name, or the name of a run in runs/")
    .option('--no-wait', "don't wait until it has ended")
    .option('--json', 'print one JSON document');
  return addPollFlags(command)
    .addHelpText('after', examples)
    .action((reference: string, flags: StopFlags) => stop(reference, flags));
}

async function stop(reference: string, { wait, poll, json }: StopFlags): Promise<void> {
  // Where a job's model is stays as it is: `watch` fetches it.
  const found = await findRun(reference, { out: 's3://', pollMs: poll * 1000, underWay: true });
  const hadEnded = found.kind === 'run' && !found.run.isUnderWay;
  if (!hadEnded) await askToStop(found);
  if (found.kind === 'tuning' || !(wait || hadEnded)) return tell({ run: reference, ended: false }, json);
  if (!hadEnded) note(`Asked ${reference} to stop; waiting for its end.`);
  const result = await waitForEnd(found.run);
  tell({ run: reference, ended: true, ...(hadEnded && { hadEnded }), model: result?.model ?? null }, json);
}

async function askToStop(found: FoundRun): Promise<void> {
  if (found.kind === 'run') return found.run.stop();
  const { stopTuning } = await loadSageMaker();
  await stopTuning(found.access, found.name);
}

/** A run that was stopped before it had a model has ended as it was asked to. */
async function waitForEnd(run: StartedRun): Promise<RunResult | undefined> {
  try {
    return await watchRun(run, { onProgress: () => undefined, onLog: () => undefined });
  } catch (error) {
    if (!(error instanceof EngineFailedError || error instanceof JobFailedError)) throw error;
    note(error.message);
    return undefined;
  }
}

interface Stopped {
  readonly run: string;
  readonly ended: boolean;
  /** Before it was asked to. */
  readonly hadEnded?: true;
  readonly model?: string | null;
}

function tell(stopped: Stopped, asJson = false): void {
  if (asJson) return printJson(stopped);
  const { run, ended, hadEnded, model } = stopped;
  if (!ended) return printLine(`${run} was asked to stop.`);
  const what = hadEnded ? `${run} had ended already` : `${run} has ended`;
  printLine(model ? `${what}; its model: ${model}` : `${what} without a model.`);
}
