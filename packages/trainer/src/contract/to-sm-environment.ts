import type { HyperparameterValue } from './parse-hyperparameters.js';
import type { MlPaths } from './ml-paths.js';
import type { ResourceConfig } from './parse-resource-config.js';

export interface JobFacts {
  readonly paths: MlPaths;
  readonly hyperparameters: ReadonlyMap<string, HyperparameterValue>;
  /** Channels by name. */
  readonly channels: readonly string[];
  /** inputdataconfig.json and resourceconfig.json as they are; `{}` where there is none. */
  readonly inputDataConfig: string;
  readonly resourceConfig: string;
  readonly resources: ResourceConfig;
  readonly gpus: number;
  readonly cpus: number;
}

/** The port that SageMaker's own launchers use for torchrun. */
export const masterPort = 7777;

/**
 * The SM_* variables that scripts written for SageMaker's own containers read. Not the platform sets these but the training
 * toolkit inside of those containers; here we do. Names as in sagemaker-training 5 and the SDK's v3 drivers.
 */
export function toSmEnvironment(facts: JobFacts): Record<string, string> {
  const { paths, hyperparameters, channels, inputDataConfig, resourceConfig, resources, gpus, cpus } = facts;
  const values = Object.fromEntries(hyperparameters);
  const input = `${paths.root}/input`;
  const shared = {
    SM_MODEL_DIR: paths.model,
    SM_OUTPUT_DIR: `${paths.root}/output`,
    SM_OUTPUT_DATA_DIR: paths.outputData,
    SM_INPUT_DIR: input,
    SM_INPUT_CONFIG_DIR: `${input}/config`,
    SM_CHANNELS: JSON.stringify(channels),
    SM_HPS: JSON.stringify(values),
    SM_HOSTS: JSON.stringify(resources.hosts),
    SM_CURRENT_HOST: resources.currentHost,
    SM_CURRENT_INSTANCE_TYPE: resources.instanceType ?? '',
    SM_NETWORK_INTERFACE_NAME: resources.networkInterface ?? '',
    SM_NUM_GPUS: String(gpus),
    SM_NUM_CPUS: String(cpus),
    SM_RESOURCE_CONFIG: resourceConfig,
    SM_INPUT_DATA_CONFIG: inputDataConfig,
    SM_MASTER_ADDR: resources.hosts[0] ?? resources.currentHost,
    SM_MASTER_PORT: String(masterPort),
    SM_HOST_COUNT: String(resources.hosts.length),
    SM_CURRENT_HOST_RANK: String(resources.hosts.indexOf(resources.currentHost)),
  };
  return {
    ...shared,
    ...Object.fromEntries(channels.map((name) => [`SM_CHANNEL_${toVariable(name)}`, `${paths.channels}/${name}`])),
    ...Object.fromEntries(
      [...hyperparameters].map(([name, value]) => [`SM_HP_${toVariable(name)}`, String(value ?? '')]),
    ),
    SM_TRAINING_ENV: JSON.stringify(toTrainingEnvironment(facts, values)),
  };
}

function toTrainingEnvironment(
  { paths, channels, resources, gpus, cpus }: JobFacts,
  values: Readonly<Record<string, HyperparameterValue>>,
): object {
  return {
    channel_input_dirs: Object.fromEntries(channels.map((name) => [name, `${paths.channels}/${name}`])),
    current_host: resources.currentHost,
    hosts: resources.hosts,
    hyperparameters: values,
    input_dir: `${paths.root}/input`,
    model_dir: paths.model,
    network_interface_name: resources.networkInterface ?? null,
    num_cpus: cpus,
    num_gpus: gpus,
    output_data_dir: paths.outputData,
  };
}

function toVariable(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}
