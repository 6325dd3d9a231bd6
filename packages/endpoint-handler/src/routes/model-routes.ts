import type { EndpointSettings } from '../endpoint-settings.js';
import { ManagementRequestInvalidError, ModelNotLoadedError } from '../errors.js';
import { ModelFixedError } from '../hosting/errors.js';
import { sendJson } from '../invoke/send-json.js';
import type { HostedModel } from '../ports/model-host.js';
import { readJsonObject } from '../request/read-json-body.js';
import type { Exchange } from './exchange.js';
import { listModels } from './list-models.js';
import type { Route } from './route.js';

/** SageMaker's multi-model routes; a server of one model lists it and refuses to change it. */
export function createModelRoutes(settings: EndpointSettings): readonly Route[] {
  const { host } = settings;
  return [
    {
      method: 'GET',
      path: '/models',
      handle({ request, response }) {
        const query = new URL(request.url ?? '', 'http://endpoint').searchParams;
        sendJson(response, 200, listModels(host.list(), query.get('next_page_token')));
      },
    },
    { method: 'POST', path: '/models', handle: (exchange) => loadModel(settings, exchange) },
    {
      method: 'GET',
      path: '/models/{name}',
      handle({ response }, { name = '' }) {
        const model = host.list().find(({ modelName }) => modelName === name);
        if (!model) throw new ModelNotLoadedError(name, host.isMultiModel ? undefined : host.list()[0]?.modelName);
        sendJson(response, 200, { modelName: model.modelName, modelUrl: model.modelUrl });
      },
    },
    {
      method: 'DELETE',
      path: '/models/{name}',
      async handle({ response }, { name = '' }) {
        assertMultiModel(settings, response);
        await host.unload(name);
        sendJson(response, 200, { status: `Model "${name}" unregistered` });
      },
    },
  ];
}

async function loadModel(settings: EndpointSettings, { request, response }: Exchange): Promise<void> {
  assertMultiModel(settings, response);
  const model = toHostedModel(await readJsonObject(request, settings.bodyIdleMs));
  const startedAt = performance.now();
  await settings.host.load(model);
  settings.metrics.observeModelLoad((performance.now() - startedAt) / 1000);
  sendJson(response, 200, { status: `Model "${model.modelName}" loaded` });
}

function toHostedModel({ model_name: modelName, url: modelUrl }: Record<string, unknown>): HostedModel {
  return { modelName: toText('model_name', modelName, 512), modelUrl: toText('url', modelUrl, 4096) };
}

function toText(key: string, value: unknown, maxChars: number): string {
  if (typeof value === 'string' && value.length > 0 && value.length <= maxChars) return value;
  throw new ManagementRequestInvalidError(`${key} must be text of 1 to ${maxChars} characters.`);
}

function assertMultiModel({ host }: EndpointSettings, response: Exchange['response']): void {
  if (host.isMultiModel) return;
  response.setHeader('Allow', 'GET');
  throw new ModelFixedError();
}
