import type { IncomingMessage } from 'node:http';
import type { EndpointSettings } from '../endpoint-settings.js';
import { ModelNameMissingError } from '../errors.js';
import { createInvoke } from '../invoke/invoke.js';
import { createEventStreamOutlet, createRuntimeOutlet } from '../runtime-api/runtime-outlets.js';
import type { Exchange } from './exchange.js';
import type { Route } from './route.js';

/** Everything that answers with detections: the container's own routes, and those of SageMaker's runtime. */
export function createInvocationRoutes(settings: EndpointSettings): readonly Route[] {
  const invoke = createInvoke(settings);
  const invokeTarget = (exchange: Exchange, accept: string | undefined) =>
    invoke(exchange, { modelName: targetModel(settings, exchange.request), accept });
  return [
    {
      method: 'POST',
      path: '/invocations',
      handle: (exchange) => invokeTarget(exchange, exchange.request.headers.accept),
    },
    {
      method: 'POST',
      path: '/models/{name}/invoke',
      handle: (exchange, { name }) => invoke(exchange, { modelName: name, accept: exchange.request.headers.accept }),
    },
    {
      method: 'POST',
      path: '/endpoints/{name}/invocations',
      handle(exchange) {
        exchange.outlet = createRuntimeOutlet(exchange.request, exchange.response);
        return invokeTarget(exchange, exchange.request.headers.accept);
      },
    },
    {
      method: 'POST',
      path: '/endpoints/{name}/invocations-response-stream',
      handle(exchange) {
        exchange.outlet = createEventStreamOutlet(exchange.request, exchange.response);
        return invokeTarget(exchange, headerOf(exchange.request, 'x-amzn-sagemaker-accept'));
      },
    },
  ];
}

/** The platform maps `Target-Model` to a name of its own; here the header is the name. */
function targetModel({ host }: EndpointSettings, request: IncomingMessage): string | undefined {
  if (!host.isMultiModel) return undefined;
  const name = headerOf(request, 'x-amzn-sagemaker-target-model');
  if (name === undefined) throw new ModelNameMissingError();
  return name;
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
