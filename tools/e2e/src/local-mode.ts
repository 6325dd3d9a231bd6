import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LocalModeJob {
  /** The SDK's `local_container_root`: a new folder. */
  readonly root: string;
  readonly sdk: 'v2' | 'v3';
  /** Channel → folder. */
  readonly channels: Readonly<Record<string, string>>;
  readonly hyperparameters: Readonly<Record<string, string>>;
}

export interface LaidOutJob {
  /** What `docker run` gets before the image. */
  readonly flags: readonly string[];
  /** What it gets after it. */
  readonly command: readonly string[];
  readonly model: string;
  readonly output: string;
}

/**
 * Lays out one host of a training job exactly as the SageMaker Python SDK's local mode does (v2: sagemaker/local/image.py,
 * v3: sagemaker-train's local_container.py): its files, volumes, environment, terminal and command.
 */
export function layOutLocalMode({ root, sdk, channels, hyperparameters }: LocalModeJob): LaidOutJob {
  const host = sdk === 'v2' ? 'algo-1-k3x9q' : 'algo-1';
  const folder = (name: string) => join(root, host, name);
  for (const name of ['input/config', 'input/data', 'output/data']) mkdirSync(folder(name), { recursive: true });
  const model = join(root, 'model');
  mkdirSync(model);
  const config = (name: string, value: object) =>
    writeFileSync(folder(`input/config/${name}.json`), JSON.stringify(value));
  config('hyperparameters', hyperparameters);
  config('resourceconfig', {
    current_host: host,
    hosts: [host],
    network_interface_name: sdk === 'v2' ? 'eth0' : 'ethwe',
    current_instance_type: 'local',
  });
  config(
    'inputdataconfig',
    Object.fromEntries(Object.keys(channels).map((name) => [name, { TrainingInputMode: 'File' }])),
  );
  const volumes = [
    [folder('input'), '/opt/ml/input'],
    [folder('output'), '/opt/ml/output'],
    [folder('output/data'), '/opt/ml/output/data'],
    [model, '/opt/ml/model'],
    ...Object.entries(channels).map(([name, place]) => [place, `/opt/ml/input/data/${name}`]),
  ];
  const environment = ['AWS_REGION=us-west-2', 'TRAINING_JOB_NAME=local-job'];
  return {
    flags: [
      // The SDK gives containers a terminal in v2, and none in v3.
      ...(sdk === 'v2' ? ['--tty', '--interactive'] : []),
      ...volumes.flatMap(([from, to]) => ['--volume', `${from}:${to}`]),
      ...environment.flatMap((variable) => ['--env', variable]),
    ],
    command: sdk === 'v2' ? ['train'] : [],
    model,
    output: folder('output'),
  };
}
