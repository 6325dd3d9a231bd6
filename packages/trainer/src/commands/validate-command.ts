import { validateJob } from '../control/validate-job.js';
import { runAsJob } from './run-as-job.js';

/** `validate`: what `train` checks before it starts, and nothing else. */
export function validateCommand(): Promise<number> {
  return runAsJob(validateJob);
}
