/** One container that trains. */
export interface TrainingContainer {
  readonly image: string;
  /** Arguments of the image's entry: `train`. */
  readonly command: readonly string[];
  readonly mounts: readonly ContainerMount[];
  readonly environment: Readonly<Record<string, string>>;
  readonly shmSize: string;
  /** `none` by default: a training needs no network once its weights are there. */
  readonly network: string;
  readonly gpus: boolean;
  /** uid:gid; files it writes then belong to the caller. */
  readonly user: string | undefined;
  /** Between SIGTERM and SIGKILL, when it is stopped. */
  readonly stopTimeoutSeconds: number;
}

export interface ContainerMount {
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** What the docker runner asks of a container engine; whoever wires it brings the adapter. */
export interface ContainerHost {
  /** Starts it in the background; answers its id. */
  start(container: TrainingContainer): Promise<string>;
  /** Appends what the container prints to a file, from its beginning until its end. */
  copyLogs(id: string, file: string): Promise<void>;
  /** Whether there is such a container, whether it runs or has ended. */
  exists(id: string): Promise<boolean>;
  /** Answers the exit code, once there is one. */
  wait(id: string): Promise<number>;
  /** SIGTERM, then SIGKILL after the container's own time-out; with `force` SIGKILL at once. */
  stop(id: string, options?: { readonly force?: boolean }): Promise<void>;
  remove(id: string): Promise<void>;
  hasGpus(): Promise<boolean>;
}
