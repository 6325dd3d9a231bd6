/** One container in the background. */
export interface ContainerRun {
  readonly image: string;
  /** Arguments of the image's entry. */
  readonly command: readonly string[];
  readonly mounts: readonly { readonly source: string; readonly target: string; readonly readOnly: boolean }[];
  readonly environment: Readonly<Record<string, string>>;
  /** Shared memory as Docker takes it: `1g`. */
  readonly shmSize: string;
  /** A network's name, or `none`. */
  readonly network: string;
  /** All of the machine's. */
  readonly gpus: boolean;
  /** `uid:gid`; undefined runs as the image says. */
  readonly user: string | undefined;
  /** Between SIGTERM and SIGKILL, when it is stopped. */
  readonly stopTimeoutSeconds: number;
}

/** Containers on an engine, as far as running something to its end asks for. */
export interface ContainerHost {
  /** Starts it in the background; answers its id. The image must be there. */
  start(run: ContainerRun): Promise<string>;
  /** Appends what the container prints to a file, from its beginning until its end. */
  copyLogs(id: string, file: string): Promise<void>;
  /** Whether there is such a container, whether it runs or has ended. */
  exists(id: string): Promise<boolean>;
  /** Answers the exit code, once there is one. */
  wait(id: string): Promise<number>;
  /** SIGTERM, then SIGKILL after the container's own time-out; with `force` SIGKILL at once. */
  stop(id: string, options?: { readonly force?: boolean }): Promise<void>;
  remove(id: string): Promise<void>;
  /** Whether the engine hands GPUs to containers. */
  hasGpus(): Promise<boolean>;
}
