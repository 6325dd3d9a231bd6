import { metricDefinitions } from '../../metrics/format-metric-line.js';
import type { ChannelRequest, TrainingJobDefinition, TrainingJobRequest } from './training-job-request.js';
import type { JobChannel, TrainingJobSpec } from './training-job-spec.js';

/** By this tag `list` and a bill tell our jobs from others. */
export const createdByTag = { Key: 'detectory:created-by', Value: 'detectory-launch' };

/** A job as CreateTrainingJob takes it; left out what was not asked for. */
export function toTrainingJobRequest(spec: TrainingJobSpec): TrainingJobRequest {
  const { AlgorithmSpecification, ...definition } = toTrainingJobDefinition(spec);
  return {
    TrainingJobName: spec.name,
    ...definition,
    AlgorithmSpecification: { ...AlgorithmSpecification, EnableSageMakerMetricsTimeSeries: true },
    HyperParameters: { ...spec.hyperparameters },
    ...(spec.environment && { Environment: { ...spec.environment } }),
    ...(spec.tensorboardUri && { TensorBoardOutputConfig: { S3OutputPath: spec.tensorboardUri } }),
    Tags: [createdByTag, ...Object.entries(spec.tags ?? {}).map(([Key, Value]) => ({ Key, Value }))],
  };
}

/** The part that the jobs of a tuning share. */
export function toTrainingJobDefinition(spec: TrainingJobSpec): TrainingJobDefinition {
  return {
    RoleArn: spec.roleArn,
    AlgorithmSpecification: {
      TrainingImage: spec.image,
      TrainingInputMode: 'File',
      MetricDefinitions: metricDefinitions.map((definition) => ({ ...definition })),
    },
    InputDataConfig: spec.channels.map(toChannel),
    OutputDataConfig: {
      S3OutputPath: spec.outputUri,
      ...(spec.outputKmsKey && { KmsKeyId: spec.outputKmsKey }),
    },
    ResourceConfig: toResources(spec),
    StoppingCondition: toStoppingCondition(spec),
    ...(spec.checkpointUri && { CheckpointConfig: { S3Uri: spec.checkpointUri } }),
    ...(spec.network && {
      VpcConfig: { Subnets: [...spec.network.subnets], SecurityGroupIds: [...spec.network.securityGroups] },
    }),
    ...(spec.retryAttempts && { RetryStrategy: { MaximumRetryAttempts: spec.retryAttempts } }),
    EnableManagedSpotTraining: spec.spot !== undefined,
    EnableNetworkIsolation: spec.isIsolated ?? false,
    EnableInterContainerTrafficEncryption: spec.encryptsTraffic ?? false,
  };
}

function toChannel({ name, uri, inputMode }: JobChannel): ChannelRequest {
  return {
    ChannelName: name,
    InputMode: inputMode,
    DataSource: {
      S3DataSource: { S3DataType: 'S3Prefix', S3Uri: uri, S3DataDistributionType: 'FullyReplicated' },
    },
  };
}

function toResources(spec: TrainingJobSpec): TrainingJobDefinition['ResourceConfig'] {
  return {
    InstanceType: spec.instanceType,
    InstanceCount: spec.instanceCount,
    VolumeSizeInGB: spec.volumeSizeGb,
    ...(spec.volumeKmsKey && { VolumeKmsKeyId: spec.volumeKmsKey }),
    ...(spec.keepAliveSeconds !== undefined && { KeepAlivePeriodInSeconds: spec.keepAliveSeconds }),
  };
}

function toStoppingCondition(spec: TrainingJobSpec): TrainingJobDefinition['StoppingCondition'] {
  return {
    MaxRuntimeInSeconds: spec.maxRuntimeSeconds,
    ...(spec.spot && { MaxWaitTimeInSeconds: spec.spot.maxWaitSeconds }),
    ...(spec.maxPendingSeconds !== undefined && { MaxPendingTimeInSeconds: spec.maxPendingSeconds }),
  };
}
