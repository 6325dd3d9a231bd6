import type * as sagemaker from './sagemaker/index.js';

/** SageMaker's adapters, with AWS's clients: loaded when a job is asked for, so that other commands start without them. */
export function loadSageMaker(): Promise<typeof sagemaker> {
  return import('./sagemaker/index.js');
}
