import { type Admission, type EndpointModel, type ModelHost, NotReadyError } from '@detectory/endpoint-handler';

/** One model under the name that SageMaker's clients use, until the server drains. */
export function createSingleModelHost(model: EndpointModel, modelUrl: string, isServing: () => boolean): ModelHost {
  const refuse = () => Promise.reject(new NotReadyError());
  return {
    get state() {
      return isServing() ? 'ready' : 'draining';
    },
    isMultiModel: false,
    withModel: (_name, use) => use(model),
    list: () => [{ modelName: 'model', modelUrl }],
    load: refuse,
    unload: refuse,
  };
}

/** Lets everything in at once. */
export function createOpenAdmission(): Admission {
  let running = 0;
  return {
    queued: 0,
    get running() {
      return running;
    },
    async run(work, client) {
      running += 1;
      try {
        return await work(client ?? new AbortController().signal);
      } finally {
        running -= 1;
      }
    },
  };
}
