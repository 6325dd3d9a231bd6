/** One channel of a job: what SageMaker brings below /opt/ml/input/data. */
export interface JobChannel {
  readonly name: string;
  /** A folder ends with `/`. */
  readonly uri: string;
  readonly inputMode: InputMode;
  /** Of an augmented manifest: what the job gets of each line, in this order. */
  readonly attributeNames?: readonly string[] | undefined;
}

/** FastFile reads photos from S3 when they are asked for, File copies all first, Pipe streams an augmented manifest. */
export type InputMode = 'File' | 'FastFile' | 'Pipe';

export interface JobNetwork {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

/** A registry of one's own that the job's VPC reaches, instead of Amazon ECR. */
export interface PrivateRegistry {
  /** A Lambda function that tells SageMaker how to log in. */
  readonly credentialsArn?: string | undefined;
}

/** Where SageMaker Experiments lists the job. */
export interface JobExperiment {
  readonly name: string;
  /** SageMaker makes a new one where none is named. */
  readonly trial?: string | undefined;
}

/** A SageMaker training job as the launcher's flags say it; times in seconds. */
export interface TrainingJobSpec {
  readonly name: string;
  /** `repository@sha256:…` or `repository:tag`, in ECR in the job's region unless `registry` says otherwise. */
  readonly image: string;
  readonly registry?: PrivateRegistry | undefined;
  readonly roleArn: string;
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly channels: readonly JobChannel[];
  /** The job's archives come to `<outputUri>/<name>/output/`. */
  readonly outputUri: string;
  /** Files instead of archives: the model is then the folder `output/model/`. */
  readonly isUncompressed?: boolean | undefined;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly volumeSizeGb: number;
  readonly maxRuntimeSeconds: number;
  readonly maxPendingSeconds?: number | undefined;
  /** Managed spot training: cheaper, interrupted when AWS wants the machine back. */
  readonly spot?: { readonly maxWaitSeconds: number } | undefined;
  /** Where /opt/ml/checkpoints is kept: an interrupted job goes on from it. */
  readonly checkpointUri?: string | undefined;
  /** Warm pool: the machines stay so long for the next job. */
  readonly keepAliveSeconds?: number | undefined;
  readonly network?: JobNetwork | undefined;
  /** No connection to anywhere, not even to S3 from within the container. */
  readonly isIsolated?: boolean | undefined;
  readonly encryptsTraffic?: boolean | undefined;
  readonly volumeKmsKey?: string | undefined;
  readonly outputKmsKey?: string | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly tensorboardUri?: string | undefined;
  /** Attempts after an internal failure of SageMaker's, 1 to 30. */
  readonly retryAttempts?: number | undefined;
  /** A shell in the running container by AWS Systems Manager. */
  readonly allowsRemoteDebug?: boolean | undefined;
  /** SageMaker looks at the machines and their GPUs before the container starts. */
  readonly checksMachines?: boolean | undefined;
  readonly experiment?: JobExperiment | undefined;
}
