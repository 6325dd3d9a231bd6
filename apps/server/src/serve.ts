import { createDetector } from '@detectory/inference-core/onnx';
import { createEndpointApp } from './create-endpoint-app.js';
import { listen } from './listen.js';
import { createLog } from './log.js';
import { openServedModel } from './open-served-model.js';
import { createOpenAdmission, createSingleModelHost } from './single-model.js';
import { nextStopSignal } from './stop-signal.js';
import { toEndpointModel } from './to-endpoint-model.js';
import { warmUp } from './warm-up.js';

export interface ServeFlags {
  readonly model: string;
  readonly port: number;
  readonly host: string;
  readonly workers: number;
  readonly threads?: number;
  readonly json?: boolean;
}

/** What differs between the workspace and a bundle. */
export interface ServeRuntime {
  /** Where the built inference worker stands; by default found by its package's export. */
  readonly workerFile?: string;
}

/** Loads the model, serves it until SIGTERM or SIGINT, lets running requests end, and closes. */
export async function serve(flags: ServeFlags, runtime: ServeRuntime = {}): Promise<void> {
  const log = createLog(flags.json ?? false);
  const startedAt = performance.now();
  const stopSignal = nextStopSignal();
  const model = await openServedModel(flags.model);
  try {
    const detector = await createDetector(model, {
      ...runtime,
      workers: flags.workers,
      ...(flags.threads ? { threadsPerWorker: flags.threads } : {}),
    });
    try {
      await warmUp(detector);
      let isServing = true;
      const host = createSingleModelHost(toEndpointModel(detector), flags.model, () => isServing);
      const app = createEndpointApp({ host, admission: createOpenAdmission(), log });
      const server = await listen(app, flags);
      log.info('ready', {
        url: server.url,
        model: flags.model,
        classes: model.manifest.classNames.length,
        startMs: Math.round(performance.now() - startedAt),
      });
      log.info('stopping', { signal: await stopSignal });
      isServing = false;
      await server.close();
    } finally {
      await detector.close();
    }
  } finally {
    await model.close();
  }
}
