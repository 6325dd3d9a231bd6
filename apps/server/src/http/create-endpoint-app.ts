import {
  createEndpointRouter,
  type EndpointMetrics,
  type ModelHost,
  type RequestEvent,
} from '@detectory/endpoint-handler';
import { type AdmissionQueue, createByteBudget } from '@detectory/endpoint-handler/hosting';
import { drawBoxes } from '@detectory/imaging/sharp';
import express, { type Express, type RequestHandler } from 'express';
import { memoryLimitBytes } from '../models/memory-meter.js';
import type { ScratchFolder } from '../models/scratch-folder.js';
import type { Log } from '../log/log.js';
import type { Settings } from '../settings/settings.js';
import { bodyBudgetBytes, spoolAboveBytes } from './body-budget-bytes.js';
import { createLazyDiskSpool } from './create-lazy-disk-spool.js';
import { loadPlayground } from './load-playground.js';
import { logRequest } from './log-request.js';

export interface EndpointAppOptions {
  readonly settings: Settings;
  readonly host: ModelHost;
  readonly admission: AdmissionQueue;
  readonly metrics: EndpointMetrics;
  readonly scratch: ScratchFolder;
  readonly log: Log;
  /** Whether this is the image's `serve`. */
  readonly isContainer?: boolean;
}

const mebibyte = 1024 ** 2;
/** One photo is in the model while the next one is sent and decoded; more would only wait. */
const transformsPerWorker = 2;

/** The Express app around the endpoint's router. */
export async function createEndpointApp({
  settings,
  host,
  admission,
  metrics,
  scratch,
  log,
  isContainer = false,
}: EndpointAppOptions): Promise<Express> {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(closeWhileDraining(host));
  if (showsPlayground(settings, isContainer)) await addPlayground(app);
  const maxPayloadBytes = settings.maxPayloadMb * mebibyte;
  const router = createEndpointRouter({
    host,
    admission,
    metrics,
    drawBoxes,
    maxPayloadBytes,
    bodySpool: createLazyDiskSpool(scratch),
    spoolAboveBytes,
    bodyBudget: createByteBudget(bodyBudgetBytes(maxPayloadBytes, memoryLimitBytes())),
    bodyIdleMs: settings.bodyIdleSeconds * 1000,
    defaultAccept: settings.defaultAccept,
    ...(settings.batch !== undefined && {
      batch: { variable: settings.batch, placeholders: settings.batchPlaceholders === 'on' },
    }),
    maxConcurrentTransforms: settings.maxConcurrentTransforms ?? transformsPerWorker * settings.workers,
    onRequest: (event: RequestEvent) => logRequest(event, log),
  });
  return app.use(router);
}

/** A client that keeps its connection would send the next request to a server that is going away. */
function closeWhileDraining(host: ModelHost): RequestHandler {
  return (_request, response, next) => {
    if (host.state === 'draining') response.set('Connection', 'close');
    next();
  };
}

function showsPlayground({ playground }: Settings, isContainer: boolean): boolean {
  return playground === 'on' || (playground === 'auto' && !isContainer);
}

async function addPlayground(app: Express): Promise<void> {
  const { headers, html } = await loadPlayground();
  app.get('/', (_request, response) => void response.set(headers).send(html));
}
