import { modelErrorHeaders, modelErrorStatus, toModelErrorBody } from '../runtime-api/model-error.js';
import { generalErrors, toExample } from './error-samples.js';
import type { OpenApiMedia, OpenApiResponse } from './openapi-types.js';
import { ref } from './schemas.js';

type Responses = Record<string, OpenApiResponse>;

const [methodNotAllowed] = generalErrors;

/** A response for each status that the samples have, with an example for each code. */
export function toErrorResponses(samples: readonly unknown[]): Responses {
  const examples = [...samples, methodNotAllowed].map(toExample);
  const statuses = [...new Set(examples.map(({ statusKey }) => statusKey))].sort();
  return Object.fromEntries(
    statuses.map((status) => {
      const own = examples.filter((example) => example.statusKey === status);
      const names = new Set(own.flatMap(({ headers }) => Object.keys(headers)));
      const content: OpenApiMedia = {
        schema: ref('Error'),
        examples: Object.fromEntries(own.map(({ body }) => [body.code, { summary: body.code, value: body }])),
      };
      return [
        status,
        { description: meanings[status] ?? 'Failed.', ...toHeaders(names), content: { 'application/json': content } },
      ];
    }),
  );
}

/** Any error of the container, as SageMaker's runtime hands it on. */
export function toModelErrorResponses(samples: readonly unknown[]): Responses {
  const [sample] = samples;
  const example = toModelErrorBody(toExample(sample));
  return {
    ...toErrorResponses([]),
    [modelErrorStatus]: {
      description: 'ModelError: the container answered an error.',
      headers: toHeaders(new Set(Object.keys(modelErrorHeaders))).headers ?? {},
      content: { 'application/json': { schema: ref('ModelError'), example } },
    },
  };
}

function toHeaders(names: ReadonlySet<string>): Pick<OpenApiResponse, 'headers'> {
  if (names.size === 0) return {};
  return {
    headers: Object.fromEntries([...names].map((name) => [name, { schema: { type: 'string' }, required: true }])),
  };
}

/** What each status says about the request or the server. */
export const meanings: Readonly<Record<string, string>> = {
  400: "The request can't be used as it is; the message says where.",
  404: 'There is no such model, file or route.',
  405: 'The path takes other methods, which Allow lists.',
  406: 'None of the types that Accept asks for is answered.',
  408: 'The body stopped coming.',
  409: 'A model of that name is loaded already.',
  413: 'The body is larger than the limit.',
  415: 'The body is of a kind that is not taken.',
  429: 'Too much waits already; try again after Retry-After seconds.',
  499: 'The client hung up; seen in logs and metrics alone.',
  500: "A fault of the server or of the model's own code; the request id finds it in the log.",
  503: "Starting, stopping, a process died, or a model's files can't be written; try again after Retry-After seconds.",
  504: 'The answer took longer than the deadline.',
  507: 'Memory or disk for the model is lacking; unload another.',
  '4XX': "The model's own code refuses the request, with a status from 400 to 499 of its choice.",
};
