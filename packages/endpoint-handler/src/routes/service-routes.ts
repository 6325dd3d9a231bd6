import type { EndpointSettings } from '../endpoint-settings.js';
import { sendJson } from '../invoke/send-json.js';
import { metricsContentType } from '../metrics/create-endpoint-metrics.js';
import { toExecutionParameters } from './execution-parameters.js';
import type { Route } from './route.js';

/** Health, metrics, batch parameters and the contract itself. */
export function createServiceRoutes(settings: EndpointSettings): readonly Route[] {
  const { host, admission, metrics } = settings;
  let document: string | undefined;
  return [
    {
      // Waits for nothing: a busy server is a healthy one.
      method: 'GET',
      path: '/ping',
      handle: ({ response }) => void response.writeHead(host.state === 'ready' ? 200 : 503, emptyBody).end(),
    },
    {
      method: 'GET',
      path: '/execution-parameters',
      handle: ({ response }) => sendJson(response, 200, toExecutionParameters(settings)),
    },
    {
      method: 'GET',
      path: '/metrics',
      async handle({ response }) {
        const text = await metrics.render(admission);
        response.writeHead(200, { 'Content-Type': metricsContentType }).end(text);
      },
    },
    {
      method: 'GET',
      path: '/openapi.json',
      async handle({ response }) {
        document ??= await renderDocument();
        response.writeHead(200, { 'Content-Type': 'application/json' }).end(document);
      },
    },
  ];
}

const emptyBody = { 'Content-Length': 0 } as const;

/** Loaded when it is asked for: a server starts without it. */
async function renderDocument(): Promise<string> {
  const { createOpenApiDocument } = await import('../contract/create-openapi-document.js');
  return JSON.stringify(createOpenApiDocument());
}
