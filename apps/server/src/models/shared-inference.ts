import { type InferenceHost, type InferenceHostOptions, startInferenceHost } from '@detectory/inference-core/onnx';

export interface InferenceLease {
  readonly host: InferenceHost;
  /** To be called once. With the last model the workers end, and all of their memory is the machine's again. */
  release(): Promise<void>;
}

/** The inference workers of a server, which all of its models share: they start with the first and end with the last. */
export interface SharedInference {
  lease(): Promise<InferenceLease>;
}

export function createSharedInference(options: InferenceHostOptions): SharedInference {
  let started: Promise<InferenceHost> | undefined;
  let users = 0;
  const release = async () => {
    users -= 1;
    if (users > 0) return;
    const stopping = started;
    started = undefined;
    await (await stopping?.catch(() => undefined))?.stop();
  };
  return {
    async lease() {
      users += 1;
      started ??= startInferenceHost(options);
      try {
        return { host: await started, release };
      } catch (error) {
        await release();
        throw error;
      }
    },
  };
}
