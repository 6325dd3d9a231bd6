import { randomUUID } from 'node:crypto';
import type { RgbImage } from '@detectory/imaging';
import type { Detection } from '@detectory/inference-core';
import { type NextFunction, type Request, type Response, Router } from 'express';
import { ModelNotLoadedError, NotReadyError, RouteNotFoundError } from './errors.js';
import { readImageBytes } from './request/read-image-bytes.js';
import { toErrorResponse } from './response/to-error-response.js';
import { toRecords } from './response/to-records.js';

/** What the router serves; the server app wires it to ONNX Runtime and sharp. */
export interface EndpointModel {
  readonly classNames: readonly string[];
  decode(bytes: Uint8Array): Promise<RgbImage>;
  detect(image: RgbImage): Promise<{ readonly detections: readonly Detection[] }>;
}

export interface EndpointOptions {
  /** Undefined while the model loads or the server drains: `/ping` and `/invocations` then answer 503. */
  readonly currentModel: () => EndpointModel | undefined;
  /** The name under which `/models/{name}/invoke` serves the model. Default `model`, as in the seed's client. */
  readonly modelName?: string;
  /** Largest request body. Default 25 MB, SageMaker's own limit. */
  readonly maxPayloadBytes?: number;
  /** Called once a request has ended, for logs. */
  readonly onRequest?: (event: RequestEvent) => void;
}

export interface RequestEvent {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  readonly error?: unknown;
}

const defaultMaxPayloadBytes = 25 * 1024 * 1024;

/** SageMaker's serving contract for one model: `GET /ping`, `POST /invocations`, `POST /models/{name}/invoke`. */
export function createEndpointRouter(options: EndpointOptions): Router {
  const { modelName = 'model', maxPayloadBytes = defaultMaxPayloadBytes } = options;
  const router = Router();
  const invoke = async (request: Request, response: Response) => {
    const model = options.currentModel();
    if (!model) throw new NotReadyError();
    const bytes = await readImageBytes(request, maxPayloadBytes);
    const { detections } = await model.detect(await model.decode(bytes));
    response.json(toRecords(detections, model.classNames));
  };

  router.use(identifyRequest(options.onRequest));
  router.get('/ping', (_request, response) => {
    response.status(options.currentModel() ? 200 : 503).end();
  });
  router.post('/invocations', invoke);
  router.post('/models/:name/invoke', (request, response) => {
    if (request.params['name'] !== modelName) throw new ModelNotLoadedError(request.params['name'] ?? '', modelName);
    return invoke(request, response);
  });
  router.use((request) => {
    throw new RouteNotFoundError(request.method, request.path);
  });
  router.use(answerError);
  return router;
}

const requestIdHeader = 'X-Amzn-SageMaker-Inference-Id';

function identifyRequest(onRequest: EndpointOptions['onRequest']) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const requestId = (request.get(requestIdHeader) ?? randomUUID()).slice(0, 64);
    const startedAt = performance.now();
    response.locals['requestId'] = requestId;
    response.on('close', () => {
      const { method, path } = request;
      const error: unknown = response.locals['error'];
      const event = { requestId, method, path, status: response.statusCode, durationMs: performance.now() - startedAt };
      onRequest?.(error === undefined ? event : { ...event, error });
    });
    next();
  };
}

// Express knows an error handler by its four parameters.
function answerError(error: unknown, request: Request, response: Response, _next: NextFunction): void {
  response.locals['error'] = error;
  const { status, body } = toErrorResponse(error, String(response.locals['requestId']));
  // An unread body would be taken for the next request on this connection.
  if (!request.complete) response.set('Connection', 'close');
  response.status(status).json(body);
}
