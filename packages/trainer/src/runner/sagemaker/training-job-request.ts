import type { InputMode } from './training-job-spec.js';

/** CreateTrainingJob's input, as far as we set it: SageMaker's own names (API reference, CreateTrainingJob). */
export interface TrainingJobRequest extends TrainingJobDefinition {
  readonly TrainingJobName: string;
  readonly HyperParameters: Record<string, string>;
  readonly Environment?: Record<string, string>;
  readonly Tags: { Key: string; Value: string }[];
  readonly TensorBoardOutputConfig?: { S3OutputPath: string };
  readonly RemoteDebugConfig?: { EnableRemoteDebug: true };
  readonly InfraCheckConfig?: { EnableInfraCheck: true };
  readonly ExperimentConfig?: ExperimentRequest;
  readonly AlgorithmSpecification: TrainingJobDefinition['AlgorithmSpecification'] & {
    EnableSageMakerMetricsTimeSeries: true;
    TrainingImageConfig?: ImageConfigRequest;
  };
}

export interface ImageConfigRequest {
  readonly TrainingRepositoryAccessMode: 'Vpc';
  readonly TrainingRepositoryAuthConfig?: { TrainingRepositoryCredentialsProviderArn: string };
}

export interface ExperimentRequest {
  readonly ExperimentName: string;
  readonly TrialName?: string;
}

/** What CreateTrainingJob and a tuning job's TrainingJobDefinition share. */
export interface TrainingJobDefinition {
  readonly RoleArn: string;
  readonly InputDataConfig: ChannelRequest[];
  readonly OutputDataConfig: { S3OutputPath: string; KmsKeyId?: string; CompressionType?: 'NONE' };
  readonly ResourceConfig: {
    InstanceType: string;
    InstanceCount: number;
    VolumeSizeInGB: number;
    VolumeKmsKeyId?: string;
    KeepAlivePeriodInSeconds?: number;
  };
  readonly StoppingCondition: {
    MaxRuntimeInSeconds: number;
    MaxWaitTimeInSeconds?: number;
    MaxPendingTimeInSeconds?: number;
  };
  readonly AlgorithmSpecification: {
    TrainingImage: string;
    TrainingInputMode: 'File';
    MetricDefinitions: { Name: string; Regex: string }[];
  };
  readonly EnableNetworkIsolation: boolean;
  readonly EnableInterContainerTrafficEncryption: boolean;
  readonly EnableManagedSpotTraining: boolean;
  readonly CheckpointConfig?: { S3Uri: string };
  readonly VpcConfig?: { Subnets: string[]; SecurityGroupIds: string[] };
  readonly RetryStrategy?: { MaximumRetryAttempts: number };
}

export interface ChannelRequest {
  readonly ChannelName: string;
  readonly InputMode: InputMode;
  readonly RecordWrapperType?: 'RecordIO';
  readonly DataSource: {
    S3DataSource: { S3Uri: string; S3DataDistributionType: 'FullyReplicated' } & (
      { S3DataType: 'S3Prefix' } | { S3DataType: 'AugmentedManifestFile'; AttributeNames: string[] }
    );
  };
}
