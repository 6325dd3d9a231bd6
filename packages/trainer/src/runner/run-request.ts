import type { ProgressEvent } from '../control/progress-channel.js';

/** One training run, wherever it runs. */
export interface RunRequest {
  /** A dataset folder or s3:// URI. */
  readonly data: string;
  /** Hyperparameters by their names in the option table. */
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** Where the run's folder is made, or s3://. */
  readonly out: string;
  readonly name: string;
  readonly onProgress: (event: ProgressEvent) => void;
  readonly onLog: (line: string) => void;
  /** Aborting ends the training well, after the current epoch. */
  readonly signal: AbortSignal;
}

export interface RunResult {
  /** model.tar.gz: a path, or an s3:// URI. */
  readonly model: string;
  /** Plots and logs to look at. */
  readonly output: string;
}

/** Where training happens: a process here, a container, a SageMaker job. */
export interface Runner {
  run(request: RunRequest): Promise<RunResult>;
}
