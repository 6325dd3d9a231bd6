import { type InferenceHost, type InferenceHostOptions, startInferenceHost } from '@detectory/inference-core/onnx';

export interface InferenceLease {
  readonly host: InferenceHost;
  /** To be called once, when the model is closed. */
  release(): Promise<void>;
}

/**
 * The inference workers of a server, which all of its models share. They start at once, so that a model's load waits for the
 * model alone; when the last model is closed new ones take their place, and all memory that models used is the machine's again.
 */
export interface SharedInference {
  /** @throws InferenceWorkerError when the workers can't start; the next call tries again */
  lease(): Promise<InferenceLease>;
  /** From now on nothing takes the workers' place. */
  retire(): void;
  close(): Promise<void>;
}

export function createSharedInference(options: InferenceHostOptions): SharedInference {
  let current = start(options);
  let users = 0;
  let isRetired = false;
  const release = async () => {
    users -= 1;
    if (users > 0 || isRetired) return;
    const used = current;
    current = start(options);
    await stop(used);
  };
  return {
    async lease() {
      users += 1;
      try {
        return { host: await current, release };
      } catch (error) {
        await release();
        throw error;
      }
    },
    retire: () => void (isRetired = true),
    close: () => stop(current),
  };
}

function start(options: InferenceHostOptions): Promise<InferenceHost> {
  const starting = startInferenceHost(options);
  // Whoever needs it sees the failure; until then nobody has to.
  starting.catch(() => undefined);
  return starting;
}

async function stop(starting: Promise<InferenceHost>): Promise<void> {
  await (await starting.catch(() => undefined))?.stop();
}
