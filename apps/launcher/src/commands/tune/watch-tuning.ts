import { formatTable, printJson, printLine } from '@detectory/terminal';
import type { RunResult, TuningState } from '@detectory/trainer';
import { loadSageMaker } from '@detectory/trainer/adapters';
import type { SageMakerAccess } from '@detectory/trainer/sagemaker';
import { note } from '../images/note.js';
import { leaveOnInterrupt } from '../run/follow-run.js';
import { nameWayBack } from '../run/name-way-back.js';

export interface TuningWatch {
  readonly out: string;
  readonly pollMs: number;
  readonly json?: boolean | undefined;
}

/** Follows a tuning job to its end, and fetches the model of its best trial. */
export async function watchTuning(
  { name, access }: { readonly name: string; readonly access: SageMakerAccess },
  { out, pollMs, json }: TuningWatch,
): Promise<void> {
  const { attachJob, followTuning } = await loadSageMaker();
  const follow = async (signal: AbortSignal): Promise<void> => {
    const ended = await followTuning(access, name, createTuningTeller(), { pollMs, note, signal });
    const best = await attachJob(access, ended.best.job, { out, pollMs, note });
    const result = await best.follow({ onProgress: () => undefined, onLog: () => undefined }, signal);
    if (json) printJson({ tuning: ended, ...result });
    else printLine(formatTuning(ended, result));
  };
  await leaveOnInterrupt(name, (signal) => nameWayBack(name, follow(signal)));
}

/** Says only what has changed. */
function createTuningTeller(): (state: TuningState) => void {
  let told = '';
  return ({ status, trials, total, best }) => {
    const text =
      `${status}: ${trials.completed} of ${total} trials done, ${trials.running} running, ${trials.failed} failed, ${trials.stopped} stopped early` +
      (best ? `; best so far ${best.job} with mAP50-95 ${best.score.toFixed(3)}` : '');
    if (text !== told) note(text);
    told = text;
  };
}

function formatTuning({ best, trials }: TuningState, { model }: RunResult): string {
  const rows = [
    ['trials', `${trials.completed} completed, ${trials.failed} failed, ${trials.stopped} stopped early`],
    ...(best
      ? [
          ['best trial', `${best.job}, mAP50-95 ${best.score.toFixed(3)}`],
          [
            'its values',
            Object.entries(best.hyperparameters)
              .map(([name, value]) => `${name}=${value}`)
              .join(' '),
          ],
        ]
      : []),
    ['model', model],
  ];
  return formatTable(rows, { header: false });
}
