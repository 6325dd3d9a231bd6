import { metricDefinitions } from '../../metrics/format-metric-line.js';
import type {
  ChannelRequest,
  ExperimentRequest,
  ImageConfigRequest,
  TrainingJobDefinition,
  TrainingJobRequest,
} from './training-job-request.js';
import type { JobChannel, JobExperiment, PrivateRegistry, TrainingJobSpec } from './training-job-spec.js';

/** By this tag `list` and a bill tell our jobs from others. */
export const createdByTag = { Key: 'detectory:created-by', Value: 'detectory-launch' };

/** A job as CreateTrainingJob takes it; left out what was not asked for. */
export function toTrainingJobRequest(spec: TrainingJobSpec): TrainingJobRequest {
  const { AlgorithmSpecification, ...definition } = toTrainingJobDefinition(spec);
  return {
    TrainingJobName: spec.name,
    ...definition,
    AlgorithmSpecification: {
      ...AlgorithmSpecification,
      EnableSageMakerMetricsTimeSeries: true,
      ...(spec.registry && { TrainingImageConfig: toImageConfig(spec.registry) }),
    },
    HyperParameters: { ...spec.hyperparameters },
    ...(spec.environment && { Environment: { ...spec.environment } }),
    ...(spec.tensorboardUri && { TensorBoardOutputConfig: { S3OutputPath: spec.tensorboardUri } }),
    ...(spec.allowsRemoteDebug && { RemoteDebugConfig: { EnableRemoteDebug: true } }),
    ...(spec.checksMachines && { InfraCheckConfig: { EnableInfraCheck: true } }),
    ...(spec.experiment && { ExperimentConfig: toExperimentConfig(spec.experiment) }),
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
      ...(spec.isUncompressed && { CompressionType: 'NONE' }),
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

function toChannel({ name, uri, inputMode, attributeNames }: JobChannel): ChannelRequest {
  const source = { S3Uri: uri, S3DataDistributionType: 'FullyReplicated' } as const;
  const channel = { ChannelName: name, InputMode: inputMode };
  if (attributeNames === undefined)
    return { ...channel, DataSource: { S3DataSource: { ...source, S3DataType: 'S3Prefix' } } };
  return {
    ...channel,
    // Without it nothing tells where one attribute ends and the next begins.
    RecordWrapperType: 'RecordIO',
    DataSource: {
      S3DataSource: { ...source, S3DataType: 'AugmentedManifestFile', AttributeNames: [...attributeNames] },
    },
  };
}

function toImageConfig({ credentialsArn }: PrivateRegistry): ImageConfigRequest {
  return {
    TrainingRepositoryAccessMode: 'Vpc',
    ...(credentialsArn && {
      TrainingRepositoryAuthConfig: { TrainingRepositoryCredentialsProviderArn: credentialsArn },
    }),
  };
}

function toExperimentConfig({ name, trial }: JobExperiment): ExperimentRequest {
  return { ExperimentName: name, ...(trial && { TrialName: trial }) };
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
