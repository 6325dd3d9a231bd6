import { metricsContentType } from '../metrics/create-endpoint-metrics.js';
import { detectionsResponse, toInvocationOperation } from './invocation-operation.js';
import { errorSamples } from './error-samples.js';
import { toErrorResponses, toModelErrorResponses } from './error-responses.js';
import type { OpenApiDocument, OpenApiOperation, OpenApiPath, OpenApiResponse } from './openapi-types.js';
import { ref, schemas } from './schemas.js';

/** The contract of the endpoint: what the router serves, what the tests hold it to, and what the docs show. */
export function createOpenApiDocument(): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Detectory endpoint',
      version: '1.0.0',
      description:
        "An object detector behind Amazon SageMaker's serving contract. Errors are JSON below 2 KB. Unknown paths answer 404.",
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: { ...servicePaths, ...invocationPaths, ...modelPaths },
    components: { schemas },
  };
}

const name = { name: 'name', in: 'path', required: true, schema: { type: 'string' } };

const servicePaths: Record<string, OpenApiPath> = {
  '/ping': {
    get: {
      operationId: 'ping',
      summary: 'Whether the model is loaded and has run once. Waits for nothing.',
      responses: {
        200: { description: 'Ready, perhaps busy; empty.' },
        503: { description: 'Starting, stopping or failed; empty.' },
        ...toErrorResponses([]),
      },
    },
  },
  '/execution-parameters': {
    get: get(
      'executionParameters',
      'What a batch transform does where its caller leaves it open.',
      {
        MaxConcurrentTransforms: 4,
        BatchStrategy: 'SINGLE_RECORD',
        MaxPayloadInMB: 25,
      },
      'ExecutionParameters',
    ),
  },
  '/metrics': {
    get: {
      operationId: 'metrics',
      summary: 'Metrics as Prometheus text.',
      responses: {
        200: {
          description: 'Version 0.0.4 of the text format.',
          content: { [metricsContentType]: { schema: { type: 'string' } } },
        },
        ...toErrorResponses([]),
      },
    },
  },
  '/openapi.json': {
    get: {
      operationId: 'openapi',
      summary: 'This document.',
      responses: {
        200: json('OpenAPI 3.1.', { type: 'object', required: ['openapi', 'paths'] }),
        ...toErrorResponses([]),
      },
    },
  },
};

const targetModel = {
  name: 'X-Amzn-SageMaker-Target-Model',
  in: 'header',
  description: 'Which model; needed where the server holds several.',
  schema: { type: 'string' },
};

const invocationPaths: Record<string, OpenApiPath> = {
  '/invocations': {
    post: toInvocationOperation(
      'invocations',
      'Finds objects in one image or several.',
      {
        200: detectionsResponse,
        ...toErrorResponses(errorSamples.invocation),
      },
      [targetModel],
    ),
  },
  '/models/{name}/invoke': {
    post: toInvocationOperation(
      'invokeModel',
      'The same with one model of several; a server of one calls it model.',
      {
        200: detectionsResponse,
        ...toErrorResponses(errorSamples.namedInvocation),
      },
      [name],
    ),
  },
  '/endpoints/{name}/invocations': {
    post: toInvocationOperation(
      'invokeEndpoint',
      "InvokeEndpoint of SageMaker's runtime, for AWS SDKs; any endpoint name will do.",
      {
        200: detectionsResponse,
        ...toModelErrorResponses(errorSamples.invocation),
      },
      [name, targetModel],
    ),
  },
  '/endpoints/{name}/invocations-response-stream': {
    post: toInvocationOperation(
      'invokeEndpointWithResponseStream',
      'InvokeEndpointWithResponseStream; X-Amzn-SageMaker-Accept names the type of the parts.',
      {
        200: {
          ...detectionsResponse,
          content: {
            'application/vnd.amazon.eventstream': {
              schema: { type: 'string', format: 'binary', description: 'PayloadPart events.' },
            },
          },
        },
        ...toModelErrorResponses(errorSamples.invocation),
      },
      [name, targetModel],
    ),
  },
};

const exampleModel = { modelName: 'f3a1', modelUrl: '/opt/ml/models/f3a1/model' };

const modelPaths: Record<string, OpenApiPath> = {
  '/models': {
    get: {
      ...get(
        'listModels',
        'The loaded models by name, a hundred a page.',
        { models: [exampleModel] },
        'ModelList',
        errorSamples.listModels,
      ),
      parameters: [{ name: 'next_page_token', in: 'query', schema: { type: 'string' } }],
    },
    post: {
      operationId: 'loadModel',
      summary: 'Loads a model; answers when it is ready to serve.',
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: ref('LoadModelRequest'),
            example: { model_name: 'f3a1', url: exampleModel.modelUrl },
          },
        },
      },
      responses: {
        200: json('Ready.', ref('Status'), { status: 'Model "f3a1" loaded' }),
        ...toErrorResponses(errorSamples.loadModel),
      },
    },
  },
  '/models/{name}': {
    get: { ...get('getModel', 'One loaded model.', exampleModel, 'Model', errorSamples.getModel), parameters: [name] },
    delete: {
      operationId: 'unloadModel',
      summary: 'Unloads a model; answers when its memory is given back.',
      parameters: [name],
      responses: {
        200: json('Unloaded.', ref('Status'), { status: 'Model "f3a1" unregistered' }),
        ...toErrorResponses(errorSamples.unloadModel),
      },
    },
  },
};

function get(
  operationId: string,
  summary: string,
  example: unknown,
  schema: keyof typeof schemas,
  errors: readonly unknown[] = [],
): OpenApiOperation {
  return { operationId, summary, responses: { 200: json(summary, ref(schema), example), ...toErrorResponses(errors) } };
}

function json(description: string, schema: object, example?: unknown): OpenApiResponse {
  return { description, content: { 'application/json': { schema, ...(example !== undefined && { example }) } } };
}
