import { describe, expect, it } from 'vitest';
import { metricDefinitions } from '../src/metrics/format-metric-line.js';
import { toTrainingJobRequest } from '../src/runner/sagemaker/to-training-job-request.js';
import { toTuningRequest } from '../src/tune/tuning-request.js';
import { toSearchSpace } from '../src/tune/search-space.js';
import { loadAwsShapes } from './aws-shapes.js';
import { fullSpec, validSpec } from './job-fixtures.js';

const shapes = loadAwsShapes('sagemaker');

describe(toTrainingJobRequest, () => {
  it('makes a request with every field of a job that AWS takes', () => {
    expect(shapes.findInputFaults('CreateTrainingJob', toTrainingJobRequest(fullSpec))).toEqual([]);
  });

  it('leaves out what was not asked for', () => {
    const request = toTrainingJobRequest(validSpec);
    expect(shapes.findInputFaults('CreateTrainingJob', request)).toEqual([]);
    for (const name of ['CheckpointConfig', 'VpcConfig', 'Environment', 'RetryStrategy', 'TensorBoardOutputConfig'])
      expect(request).not.toHaveProperty(name);
    expect(request.StoppingCondition).toEqual({ MaxRuntimeInSeconds: 3600 });
  });

  it('carries spot, warm pool, network, keys, tags and the metrics to where SageMaker reads them', () => {
    expect(toTrainingJobRequest(fullSpec)).toMatchObject({
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 7200, MaxPendingTimeInSeconds: 7200 },
      CheckpointConfig: { S3Uri: 's3://photos/runs/garden-1/checkpoints/' },
      ResourceConfig: { KeepAlivePeriodInSeconds: 600, VolumeKmsKeyId: 'alias/disk', InstanceCount: 2 },
      VpcConfig: { Subnets: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] },
      OutputDataConfig: { KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/abc' },
      AlgorithmSpecification: { MetricDefinitions: metricDefinitions, EnableSageMakerMetricsTimeSeries: true },
      Tags: [
        { Key: 'detectory:created-by', Value: 'detectory-launch' },
        { Key: 'team', Value: 'garden' },
      ],
      TensorBoardOutputConfig: { S3OutputPath: 's3://photos/runs/garden-1/tensorboard' },
      RetryStrategy: { MaximumRetryAttempts: 2 },
    });
  });
});

describe(toTuningRequest, () => {
  const tuning = {
    name: 'garden-search',
    trials: 20,
    parallel: 4,
    seed: 7,
    epochs: 30,
    job: { ...fullSpec, hyperparameters: { epochs: '30', lr0: '0.01' } },
    space: toSearchSpace('finetune', 640),
  } as const;

  it.each(['Bayesian', 'Random', 'Hyperband'] as const)('makes a request for %s that AWS takes', (strategy) => {
    expect(shapes.findInputFaults('CreateHyperParameterTuningJob', toTuningRequest({ ...tuning, strategy }))).toEqual(
      [],
    );
  });

  it('turns early stopping off for Hyperband alone, which stops trials itself', () => {
    const stopping = (strategy: 'Bayesian' | 'Hyperband') =>
      toTuningRequest({ ...tuning, strategy }).HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType;
    expect([stopping('Bayesian'), stopping('Hyperband')]).toEqual(['Auto', 'Off']);
  });

  it('maximises a metric that is emitted after every epoch', () => {
    const { HyperParameterTuningJobConfig, TrainingJobDefinition } = toTuningRequest({ ...tuning, strategy: 'Random' });
    const names = TrainingJobDefinition.AlgorithmSpecification.MetricDefinitions.map(({ Name }) => Name);
    expect(names).toContain(HyperParameterTuningJobConfig.HyperParameterTuningJobObjective.MetricName);
  });

  it('gives no hyperparameter both a range and a value, and trials no shared checkpoints', () => {
    const { TrainingJobDefinition } = toTuningRequest({ ...tuning, strategy: 'Random' });
    expect(TrainingJobDefinition.StaticHyperParameters).toEqual({ epochs: '30' });
    expect(TrainingJobDefinition).not.toHaveProperty('CheckpointConfig');
  });
});
