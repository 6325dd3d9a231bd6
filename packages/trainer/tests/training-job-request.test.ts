import { describe, expect, it } from 'vitest';
import { metricDefinitions } from '../src/metrics/format-metric-line.js';
import { toTrainingJobRequest } from '../src/runner/sagemaker/to-training-job-request.js';
import { toTuningRequest } from '../src/tune/tuning-request.js';
import { toSearchSpace } from '../src/tune/search-space.js';
import { loadAwsShapes } from './aws-shapes.js';
import { fullSpec, validSpec } from './job-fixtures.js';

const shapes = loadAwsShapes('sagemaker');

describe(toTrainingJobRequest, () => {
  it('makes a request that AWS takes of a job with every field that the launcher offers', () => {
    expect(shapes.findInputFaults('CreateTrainingJob', toTrainingJobRequest(fullSpec))).toEqual([]);
  });

  it('leaves out what was not asked for', () => {
    const request = toTrainingJobRequest(validSpec);
    expect(shapes.findInputFaults('CreateTrainingJob', request)).toEqual([]);
    const optional = ['CheckpointConfig', 'VpcConfig', 'Environment', 'RetryStrategy', 'TensorBoardOutputConfig'];
    for (const name of [...optional, 'RemoteDebugConfig', 'InfraCheckConfig', 'ExperimentConfig'])
      expect(request).not.toHaveProperty(name);
    expect(request.OutputDataConfig).toEqual({ S3OutputPath: 's3://photos/runs' });
    expect(request.AlgorithmSpecification).not.toHaveProperty('TrainingImageConfig');
    expect(request.StoppingCondition).toEqual({ MaxRuntimeInSeconds: 3600 });
  });

  it('carries spot, warm pool, network, keys, tags and the metrics to where SageMaker reads them', () => {
    expect(toTrainingJobRequest(fullSpec)).toMatchObject({
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 7200, MaxPendingTimeInSeconds: 7200 },
      CheckpointConfig: { S3Uri: 's3://photos/runs/garden-1/checkpoints/' },
      ResourceConfig: { KeepAlivePeriodInSeconds: 600, VolumeKmsKeyId: 'alias/disk', InstanceCount: 2 },
      VpcConfig: { Subnets: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] },
      OutputDataConfig: { KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/abc', CompressionType: 'NONE' },
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

describe('section C: fields of CreateTrainingJob', () => {
  const request = toTrainingJobRequest(fullSpec);

  it('streams an augmented manifest through a pipe, with its attributes in order, as RecordIO', () => {
    expect(request.InputDataConfig[0]).toEqual({
      ChannelName: 'training',
      InputMode: 'Pipe',
      RecordWrapperType: 'RecordIO',
      DataSource: {
        S3DataSource: {
          S3DataType: 'AugmentedManifestFile',
          S3Uri: 's3://photos/labels/output.manifest',
          S3DataDistributionType: 'FullyReplicated',
          AttributeNames: ['source-ref', 'tools', 'tools-metadata'],
        },
      },
    });
  });

  it('takes the image from a private registry through the VPC', () => {
    expect(request.AlgorithmSpecification).toMatchObject({
      TrainingImage: 'registry.garden.example/detectory-training:7',
      TrainingImageConfig: {
        TrainingRepositoryAccessMode: 'Vpc',
        TrainingRepositoryAuthConfig: {
          TrainingRepositoryCredentialsProviderArn: 'arn:aws:lambda:us-east-1:123456789012:function:registry-login',
        },
      },
    });
  });

  it('asks for a shell, checked machines and a place in an experiment', () => {
    expect(request).toMatchObject({
      RemoteDebugConfig: { EnableRemoteDebug: true },
      InfraCheckConfig: { EnableInfraCheck: true },
      ExperimentConfig: { ExperimentName: 'garden-tools', TrialName: 'first' },
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
