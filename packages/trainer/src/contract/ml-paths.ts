import { join } from 'node:path';

/** Where SageMaker puts what a training container reads and takes what it writes; `/opt/ml` there, any folder here. */
export interface MlPaths {
  readonly root: string;
  readonly hyperparameters: string;
  readonly inputDataConfig: string;
  readonly resourceConfig: string;
  /** One folder for each channel. */
  readonly channels: string;
  /** Becomes model.tar.gz. */
  readonly model: string;
  /** Becomes output.tar.gz: plots and other things to look at. */
  readonly outputData: string;
  /** TensorBoard events, which SageMaker uploads as they come where it has a TensorBoardOutputConfig. */
  readonly tensorboard: string;
  /** Why the job failed, in at most 1024 characters. */
  readonly failure: string;
  readonly checkpoints: string;
}

export function toMlPaths(root = '/opt/ml'): MlPaths {
  const config = join(root, 'input', 'config');
  return {
    root,
    hyperparameters: join(config, 'hyperparameters.json'),
    inputDataConfig: join(config, 'inputdataconfig.json'),
    resourceConfig: join(config, 'resourceconfig.json'),
    channels: join(root, 'input', 'data'),
    model: join(root, 'model'),
    outputData: join(root, 'output', 'data'),
    tensorboard: join(root, 'output', 'tensorboard'),
    failure: join(root, 'output', 'failure'),
    checkpoints: join(root, 'checkpoints'),
  };
}
