export type { FollowOptions } from './ask-patiently.js';
export {
  assertSendable,
  attachJob,
  createSageMakerRunner,
  prepareJob,
  type PrepareOptions,
} from './create-sagemaker-runner.js';
export { openSageMaker, type SageMakerAccess } from './open-sagemaker.js';
export { planJob, type PlannedJob, type SageMakerSettings } from './plan-job.js';
export { createTuningJob, findTuningJob, followTuning, stopTuning } from './tuning-job.js';
