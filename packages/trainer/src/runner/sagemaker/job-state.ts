/** A training job as DescribeTrainingJob tells it; times in milliseconds since 1970. */
export interface JobState {
  readonly name: string;
  readonly status: 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped' | 'Deleting';
  readonly secondaryStatus: string;
  readonly failureReason: string | undefined;
  readonly transitions: readonly JobTransition[];
  readonly createdAtMs: number;
  readonly endedAtMs: number | undefined;
  readonly trainingSeconds: number | undefined;
  readonly billableSeconds: number | undefined;
  readonly isSpot: boolean;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** Of the channel `training`; empty where there is none. */
  readonly dataUri: string;
  /** model.tar.gz, once there is one. */
  readonly modelUri: string | undefined;
  readonly checkpointUri: string | undefined;
  readonly roleArn: string | undefined;
  /** Under which the job writes. */
  readonly outputUri: string | undefined;
}

export interface JobTransition {
  readonly status: string;
  readonly startedAtMs: number;
  readonly message: string;
}

/** DescribeTrainingJob's answer, as far as it is read. */
export interface DescribedJob {
  readonly TrainingJobName?: string | undefined;
  readonly TrainingJobStatus?: JobState['status'] | undefined;
  readonly SecondaryStatus?: string | undefined;
  readonly FailureReason?: string | undefined;
  readonly SecondaryStatusTransitions?:
    | readonly {
        readonly Status?: string | undefined;
        readonly StartTime?: Date | undefined;
        readonly StatusMessage?: string | undefined;
      }[]
    | undefined;
  readonly CreationTime?: Date | undefined;
  readonly TrainingEndTime?: Date | undefined;
  readonly TrainingTimeInSeconds?: number | undefined;
  readonly BillableTimeInSeconds?: number | undefined;
  readonly EnableManagedSpotTraining?: boolean | undefined;
  readonly ResourceConfig?:
    { readonly InstanceType?: string | undefined; readonly InstanceCount?: number | undefined } | undefined;
  readonly InputDataConfig?:
    | readonly {
        readonly ChannelName?: string | undefined;
        readonly DataSource?:
          { readonly S3DataSource?: { readonly S3Uri?: string | undefined } | undefined } | undefined;
      }[]
    | undefined;
  readonly HyperParameters?: Readonly<Record<string, string>> | undefined;
  readonly ModelArtifacts?: { readonly S3ModelArtifacts?: string | undefined } | undefined;
  readonly RoleArn?: string | undefined;
  readonly OutputDataConfig?: { readonly S3OutputPath?: string | undefined } | undefined;
  readonly CheckpointConfig?: { readonly S3Uri?: string | undefined } | undefined;
}

export function toJobState(described: DescribedJob): JobState {
  return {
    name: described.TrainingJobName ?? '',
    status: described.TrainingJobStatus ?? 'InProgress',
    secondaryStatus: described.SecondaryStatus ?? '',
    failureReason: described.FailureReason,
    transitions: (described.SecondaryStatusTransitions ?? []).map(({ Status, StartTime, StatusMessage }) => ({
      status: Status ?? '',
      startedAtMs: StartTime?.getTime() ?? 0,
      message: StatusMessage ?? '',
    })),
    createdAtMs: described.CreationTime?.getTime() ?? 0,
    endedAtMs: described.TrainingEndTime?.getTime(),
    trainingSeconds: described.TrainingTimeInSeconds,
    billableSeconds: described.BillableTimeInSeconds,
    isSpot: described.EnableManagedSpotTraining ?? false,
    instanceType: described.ResourceConfig?.InstanceType ?? '',
    instanceCount: described.ResourceConfig?.InstanceCount ?? 1,
    hyperparameters: described.HyperParameters ?? {},
    dataUri:
      described.InputDataConfig?.find(({ ChannelName }) => ChannelName === 'training')?.DataSource?.S3DataSource
        ?.S3Uri ?? '',
    modelUri: described.ModelArtifacts?.S3ModelArtifacts || undefined,
    checkpointUri: described.CheckpointConfig?.S3Uri,
    roleArn: described.RoleArn,
    outputUri: described.OutputDataConfig?.S3OutputPath,
  };
}

export function hasJobEnded({ status }: JobState): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Stopped';
}

/** 1 - billable / training, as SageMaker counts what spot saved; undefined where it wasn't one, or nothing ran yet. */
export function toSpotSavings({ isSpot, trainingSeconds, billableSeconds }: JobState): number | undefined {
  if (!isSpot || !trainingSeconds || billableSeconds === undefined) return undefined;
  return 1 - billableSeconds / trainingSeconds;
}

/** In US dollars. SageMaker bills each machine by the second. */
export function toJobCost(
  { billableSeconds, instanceCount }: JobState,
  pricePerHour: number | undefined,
): number | undefined {
  if (billableSeconds === undefined || pricePerHour === undefined) return undefined;
  return (billableSeconds / 3600) * pricePerHour * instanceCount;
}
