import { createProgressChannel } from '../control/progress-channel.js';
import { runTrainingJob } from '../control/run-training-job.js';
import { runAsJob } from './run-as-job.js';

/** `train`: the training job, from SageMaker's input files to the model folder. */
export function trainCommand(): Promise<number> {
  // Progress bars are for terminals, and these lines go to a log.
  process.env['TQDM_DISABLE'] ??= '1';
  const seconds = Number(process.env['DETECTORY_STOP_SECONDS'] ?? Number.NaN);
  const stopMs = seconds > 0 ? seconds * 1000 : undefined;
  return runAsJob((context) => runTrainingJob({ ...context, report: createProgressChannel(), stopMs }));
}
