import { describe, expect, it } from 'vitest';
import { toMlPaths } from './ml-paths.js';
import { parseHyperparameters } from './parse-hyperparameters.js';
import { parseResourceConfig } from './parse-resource-config.js';
import { toSmEnvironment } from './to-sm-environment.js';

const resourceConfig =
  '{"current_host":"algo-2","current_instance_type":"ml.g5.xlarge","hosts":["algo-1","algo-2"],"network_interface_name":"ethwe"}';
const environment = toSmEnvironment({
  paths: toMlPaths('/opt/ml'),
  hyperparameters: parseHyperparameters('{"batch-size":"16","weights":"none"}'),
  channels: ['my.data', 'weights'],
  inputDataConfig: '{"my.data":{}}',
  resourceConfig,
  resources: parseResourceConfig(resourceConfig),
  gpus: 2,
  cpus: 8,
});

describe(toSmEnvironment, () => {
  it("Env: sets the variables that SageMaker's own training containers set", () => {
    expect(environment).toMatchObject({
      SM_MODEL_DIR: '/opt/ml/model',
      SM_CHANNELS: '["my.data","weights"]',
      SM_CHANNEL_MY_DATA: '/opt/ml/input/data/my.data',
      SM_CHANNEL_WEIGHTS: '/opt/ml/input/data/weights',
      SM_HPS: '{"batch-size":16,"weights":"none"}',
      SM_HP_BATCH_SIZE: '16',
      SM_HP_WEIGHTS: 'none',
      SM_HOSTS: '["algo-1","algo-2"]',
      SM_CURRENT_HOST: 'algo-2',
      SM_CURRENT_INSTANCE_TYPE: 'ml.g5.xlarge',
      SM_NUM_GPUS: '2',
      SM_NUM_CPUS: '8',
      SM_NETWORK_INTERFACE_NAME: 'ethwe',
      SM_OUTPUT_DIR: '/opt/ml/output',
      SM_OUTPUT_DATA_DIR: '/opt/ml/output/data',
      SM_INPUT_DIR: '/opt/ml/input',
      SM_INPUT_CONFIG_DIR: '/opt/ml/input/config',
      SM_RESOURCE_CONFIG: resourceConfig,
      SM_INPUT_DATA_CONFIG: '{"my.data":{}}',
      SM_MASTER_ADDR: 'algo-1',
      SM_MASTER_PORT: '7777',
      SM_HOST_COUNT: '2',
      SM_CURRENT_HOST_RANK: '1',
    });
  });

  it('Env: says the same in SM_TRAINING_ENV', () => {
    expect(JSON.parse(environment['SM_TRAINING_ENV'] ?? '')).toMatchObject({
      channel_input_dirs: { weights: '/opt/ml/input/data/weights' },
      hosts: ['algo-1', 'algo-2'],
      hyperparameters: { 'batch-size': 16 },
      num_gpus: 2,
    });
  });

  it('has text for every variable: an environment holds nothing else', () => {
    expect(Object.values(environment).every((value) => typeof value === 'string')).toBe(true);
  });
});
