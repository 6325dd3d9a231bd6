import { createEndpointRouter, type EndpointOptions } from '@detectory/endpoint-handler';
import { drawBoxes } from '@detectory/imaging/sharp';
import express, { type Express } from 'express';
import type { Log } from './log.js';

/** The Express app around the endpoint's router, with one log line for each request. */
export function createEndpointApp({
  log,
  ...options
}: Pick<EndpointOptions, 'host' | 'admission'> & { readonly log: Log }): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const router = createEndpointRouter({
    ...options,
    drawBoxes,
    onRequest: ({ error, durationMs, timings: _timings, ...event }) => {
      const fields = { ...event, durationMs: Number(durationMs.toFixed(1)) };
      if (event.status >= 500) log.error('request failed', { ...fields, error: String(error ?? '') });
      else if (event.path !== '/ping')
        log.info('request', error === undefined ? fields : { ...fields, error: String(error) });
    },
  });
  return app.use(router);
}
