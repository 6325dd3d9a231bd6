import type { ProgressEvent } from '../control/progress-channel.js';
import type { JobState } from './sagemaker/job-state.js';

/** Who hears of a run while it goes on. */
export interface RunListeners {
  readonly onProgress: (event: ProgressEvent) => void;
  readonly onLog: (line: string) => void;
  /** The state of a SageMaker job, each time it is asked for. */
  readonly onJob?: ((state: JobState) => void) | undefined;
}

/** One training run, wherever it runs. */
export interface RunRequest extends RunListeners {
  /** A dataset folder or s3:// URI. */
  readonly data: string;
  /** Hyperparameters by their names in the option table. */
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** Further channels by name: a folder, a file or an s3:// URI, such as the checkpoints of the run that goes on. */
  readonly channels?: Readonly<Record<string, string>> | undefined;
  /** Where the run's folder is made, or s3://. */
  readonly out: string;
  readonly name: string;
  /** Goes on from the checkpoints that an earlier run of this name left when it failed or was killed. */
  readonly resume?: boolean | undefined;
  /** Aborting ends the training well, after the current epoch. */
  readonly signal: AbortSignal;
}

export interface RunResult {
  /** model.tar.gz: a path, or an s3:// URI. */
  readonly model: string;
  /** Plots and logs to look at. */
  readonly output: string;
}

export type RunPlace = 'process' | 'docker' | 'sagemaker';

export interface StopOptions {
  /** At once, without a model. */
  readonly force?: boolean;
}

/** A run that is under way, seen from the terminal that started it or from any other. */
export interface StartedRun {
  readonly name: string;
  readonly place: RunPlace;
  /** The dataset that it trains on: a folder, or an s3:// URI; empty where nobody knows any more. */
  readonly data: string;
  /** As the run was given them. */
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** What `watch` and `stop` take: a run's folder, or a job's name. */
  readonly reference: string;
  /** Tells everything from the run's beginning, until its end. Aborting stops the telling; the run goes on. */
  follow(listeners: RunListeners, signal?: AbortSignal): Promise<RunResult>;
  /** Asks the run to end well: it keeps its best epoch, and whoever follows it gets a model. */
  stop(options?: StopOptions): Promise<void>;
}

/** A run that was found again by its folder or its name. */
export interface AttachedRun extends StartedRun {
  /** Its program or job goes on, or whoever waits for its end packs what it left. */
  readonly isUnderWay: boolean;
}

/** Where training happens: a process here, a container, a SageMaker job. */
export interface Runner {
  readonly place: RunPlace;
  start(request: RunRequest): Promise<StartedRun>;
  /** Starts and follows to the end; aborting the request's signal stops the run, well unless `how` says otherwise. */
  run(request: RunRequest, how?: StopOptions): Promise<RunResult>;
}
