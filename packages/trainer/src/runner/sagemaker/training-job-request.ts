/** CreateTrainingJob's input, as far as we set it: SageMaker's own names (API reference, CreateTrainingJob). */
export interface TrainingJobRequest extends TrainingJobDefinition {
  readonly TrainingJobName: string;
  readonly HyperParameters: Record<string, string>;
  readonly Environment?: Record<string, string>;
  readonly Tags: { Key: string; Value: string }[];
  readonly TensorBoardOutputConfig?: { S3OutputPath: string };
}

/** What CreateTrainingJob and a tuning job's TrainingJobDefinition share. */
export interface TrainingJobDefinition {
  readonly RoleArn: string;
  readonly InputDataConfig: ChannelRequest[];
  readonly OutputDataConfig: { S3OutputPath: string; KmsKeyId?: string };
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
    EnableSageMakerMetricsTimeSeries?: boolean;
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
  readonly InputMode: 'File' | 'FastFile';
  readonly DataSource: {
    S3DataSource: { S3DataType: 'S3Prefix'; S3Uri: string; S3DataDistributionType: 'FullyReplicated' };
  };
}
