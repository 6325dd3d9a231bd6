import { createEndpointMetrics } from '@detectory/endpoint-handler';
import { type AdmissionQueue, createAdmissionQueue } from '@detectory/endpoint-handler/hosting';
import { StartupTimeoutError } from './errors.js';
import { createEndpointApp } from './http/create-endpoint-app.js';
import { listen } from './http/listen.js';
import { drain } from './life/drain.js';
import { nextStopReason, type StopReason } from './life/stop-reason.js';
import { createLog } from './log/create-log.js';
import type { Log } from './log/log.js';
import { toErrorFields } from './log/to-error-fields.js';
import { createHost, type ServedHost } from './models/create-host.js';
import { logModelEvent } from './models/log-model-event.js';
import { residentBytes } from './models/resident-bytes.js';
import { createScratchFolder, type ScratchFolder } from './models/scratch-folder.js';
import type { SharedInference } from './models/shared-inference.js';
import type { Settings } from './settings/settings.js';

/** What differs between the workspace and a bundle. */
export interface ServeRuntime {
  /** Where the built inference worker stands; by default found by its package's export. */
  readonly workerFile?: string;
  /** Where the built host of user code stands; by default found by its package's export. */
  readonly hostFile?: string;
  /** Whether this is the image's `serve`: then the playground is off unless a flag says otherwise. */
  readonly isContainer?: boolean;
}

/**
 * Serves until SIGTERM or SIGINT, lets running requests end, and closes. The port is open from the start on, so that
 * `/ping` says 503 while the model loads.
 * @throws what opening the model throws: a server that can serve nothing ends, with the cause as its last words
 */
export async function serve(settings: Settings, runtime: ServeRuntime, inference: SharedInference): Promise<void> {
  const log = createLog({ asJson: settings.json, level: settings.logLevel });
  const stop = nextStopReason(log);
  const scratch = createScratchFolder();
  try {
    await serveUntil(stop, { settings, runtime, inference, log, scratch });
  } catch (error) {
    log.fatal('server failed', toErrorFields(error));
    throw error;
  } finally {
    await scratch.remove();
  }
}

interface Context {
  readonly settings: Settings;
  readonly runtime: ServeRuntime;
  readonly inference: SharedInference;
  readonly log: Log;
  readonly scratch: ScratchFolder;
}

async function serveUntil(stop: Promise<StopReason>, context: Context): Promise<void> {
  const { settings, runtime, inference, log, scratch } = context;
  const startedAt = performance.now();
  const metrics = createEndpointMetrics(residentBytes);
  inference.onWorkerDeath(() => {
    metrics.countWorkerRestart();
    log.error('inference worker died, another one starts');
  });
  const modelOptions = { ...settings, ...runtime, scratch, log, inference };
  const served = createHost(settings, modelOptions, (event) => {
    logModelEvent(event, log);
    // The router counts the loads that it was asked for.
    if (event.kind === 'loaded' && !settings.isMultiModel) metrics.observeModelLoad(event.durationMs / 1000);
  });
  const admission = createAdmission(settings);
  const app = await createEndpointApp({ ...context, ...runtime, host: served.host, admission, metrics });
  const server = await listen(app, { ...settings, requestTimeoutMs: (settings.timeoutSeconds + 5) * 1000 });
  log.info('listening', { url: server.url });
  const early = await startUnlessStopped(served, stop, settings);
  if (!early) {
    const startMs = Math.round(performance.now() - startedAt);
    if (settings.models === undefined) metrics.observeModelLoad(startMs / 1000);
    log.info('ready', { url: server.url, ...describe(settings), startMs });
  }
  const reason = await stop;
  log.info('stopping', { reason: reason.kind === 'signal' ? reason.signal : 'crash' });
  inference.retire();
  // A load under way can't be cut; the process ends with it.
  if (early) await server.close(0);
  else {
    await drain({ host: served.host, admission, server }, log);
    await inference.close();
  }
  if (reason.kind === 'crash') throw reason.error;
}

/** Three requests a worker: one image is in the model, one is decoded meanwhile, and one is on its way. */
function createAdmission({ workers, maxQueue, timeoutSeconds }: Settings): AdmissionQueue {
  return createAdmissionQueue({
    concurrency: 3 * workers,
    maxQueued: maxQueue,
    timeoutMs: timeoutSeconds * 1000,
  });
}

/** Whether the server was told to stop before it was ready. */
async function startUnlessStopped(
  { start }: ServedHost,
  stop: Promise<StopReason>,
  { startupTimeoutSeconds, model }: Settings,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new StartupTimeoutError(startupTimeoutSeconds, model)),
      startupTimeoutSeconds * 1000,
    );
  });
  try {
    return await Promise.race([start().then(() => false), stop.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

function describe({ model, models, workers }: Settings): {
  readonly model?: string;
  readonly models?: string;
  readonly workers: number;
} {
  return models === undefined ? { model, workers } : { models, workers };
}
