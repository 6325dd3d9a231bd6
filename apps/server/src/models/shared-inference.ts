import { type InferenceHost, type InferenceHostOptions, startInferenceHost } from '@detectory/inference-core/onnx';
import { createFailureLatch, type FailureLatch } from './failure-latch.js';

/**
 * The inference workers of a server, which all of its models share. They start at once, so that a model's load waits for the
 * model alone.
 */
export interface SharedInference {
  /** @throws InferenceWorkerError when the workers can't start; the next call tries again */
  host(): Promise<InferenceHost>;
  /** Whom to tell that a worker has died; another one is being started. */
  onWorkerDeath(listener: () => void): void;
  /** Settles as `work`, done by the workers, does; whether it fails counts for `isFailed`. */
  readonly watch: FailureLatch['watch'];
  /** Whether the workers fail again and again, whichever model they are asked for: replacing them doesn't mend it. */
  readonly isFailed: () => boolean;
  /** From now on nothing takes the workers' place. */
  retire(): void;
  close(): Promise<void>;
}

export function createSharedInference(given: Omit<InferenceHostOptions, 'onWorkerDeath'>): SharedInference {
  let tell = (): void => undefined;
  const options = { ...given, onWorkerDeath: () => tell() };
  let current = start(options);
  let isRetired = false;
  const latch = createFailureLatch();
  return {
    watch: latch.watch,
    isFailed: latch.isShut,
    onWorkerDeath: (listener) => void (tell = listener),
    async host() {
      try {
        return await current;
      } catch (error) {
        latch.count(error);
        if (!isRetired) current = start(options);
        throw error;
      }
    },
    retire() {
      isRetired = true;
      current.then(
        (host) => host.retire(),
        () => undefined,
      );
    },
    close: async () => (await current.catch(() => undefined))?.stop(),
  };
}

function start(options: InferenceHostOptions): Promise<InferenceHost> {
  const starting = startInferenceHost(options);
  // Whoever needs it sees the failure; until then nobody has to.
  starting.catch(() => undefined);
  return starting;
}
