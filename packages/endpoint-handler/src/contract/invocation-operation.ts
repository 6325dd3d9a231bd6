import { optionRules } from '../request/to-detect-request.js';
import { requestTypes } from '../request/request-types.js';
import { inferenceIdHeader } from '../routes/exchange.js';
import type { OpenApiMedia, OpenApiOperation, OpenApiResponse } from './openapi-types.js';
import { ref } from './schemas.js';

const detections = [{ xmin: 24.5, ymin: 30.1, xmax: 212.9, ymax: 180.4, confidence: 0.91, class: 1, name: 'hammer' }];
const exampleImage = '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQ==';

/** What every request for detections shares; `others` are the parameters of its path or of an SDK. */
export function toInvocationOperation(
  operationId: string,
  summary: string,
  responses: OpenApiOperation['responses'],
  others: readonly object[] = [],
): OpenApiOperation {
  return { operationId, summary, parameters: [...others, ...parameters], requestBody, responses };
}

export const detectionsResponse: OpenApiResponse = {
  description:
    "The objects found; one list an image where the request holds a list of images. The model's own code may answer anything else.",
  headers: {
    [inferenceIdHeader]: { schema: { type: 'string' }, required: true },
    'Server-Timing': {
      description: 'Milliseconds of queue, read, decode, letterbox, forward and format.',
      schema: { type: 'string', pattern: '^queue;dur=' },
      required: true,
    },
    'X-Amzn-SageMaker-Custom-Attributes': {
      description: 'model=…;ms=…, after the attributes of the request where it had any.',
      schema: { type: 'string', maxLength: 1024 },
      required: true,
    },
  },
  content: {
    'application/json': {
      schema: {
        description: "In a batch transform a record that can't be used answers 200 with its Error.",
        oneOf: [ref('Detections'), ref('Predictions'), ref('Error')],
      },
      examples: {
        one: { summary: 'One image', value: detections },
        list: { summary: 'A list of images', value: { predictions: [detections, []] } },
      },
    },
    'application/jsonlines': {
      schema: {
        type: 'string',
        description: "A line an image, sent as soon as it is known: Detections, or an Error in one image's place.",
      },
      example: `${JSON.stringify(detections)}\n[]\n`,
    },
    'text/csv': {
      schema: { type: 'string' },
      example: 'xmin,ymin,xmax,ymax,confidence,class,name\r\n24.5,30.1,212.9,180.4,0.91,1,hammer\r\n',
    },
    'image/jpeg': { schema: { type: 'string', format: 'binary', description: 'The one image with its boxes drawn.' } },
    '*/*': { schema: { description: "What postprocess of the model's own code/handler.mjs answers." } },
  },
};

const numberOptions = Object.entries(optionRules).map(([name, { low, high, text, isWhole }]) => ({
  name,
  in: 'query',
  description: `${text[0]?.toUpperCase()}${text.slice(1)}.`,
  schema: { type: isWhole ? 'integer' : 'number', minimum: low, maximum: high },
}));

const parameters: readonly object[] = [
  ...numberOptions,
  {
    name: 'classes',
    in: 'query',
    description:
      'Only these classes: names or indices between commas; a comma within a name as %2C, encoded once more in a query string.',
    schema: { type: 'string' },
    example: 'drill,hammer',
  },
  {
    name: 'X-Amzn-SageMaker-Custom-Attributes',
    in: 'header',
    description:
      'The same options between semicolons; the query string wins. Text without any = is an id of yours and only comes back.',
    schema: { type: 'string', maxLength: 1024 },
    example: 'conf=0.4;iou=0.5;classes=drill,hammer;imgsz=640;max=50',
  },
  { name: inferenceIdHeader, in: 'header', schema: { type: 'string', maxLength: 64 } },
];

const requestBody = {
  required: true,
  description: 'The content decides; a wrong or missing Content-Type does no harm.',
  content: Object.fromEntries(requestTypes.map((type) => [type, toMedia(type)])),
};

function toMedia(type: (typeof requestTypes)[number]): OpenApiMedia {
  if (type === 'application/json')
    return {
      schema: ref('ImageRequest'),
      examples: {
        one: { summary: 'One image', value: { image: exampleImage } },
        list: { summary: 'Several images', value: { instances: [{ image: exampleImage }, { b64: exampleImage }] } },
      },
    };
  if (type === 'application/jsonlines') return { schema: { type: 'string' }, example: `{"image":"${exampleImage}"}\n` };
  if (type === 'multipart/form-data')
    return { schema: { type: 'object', properties: { body: { type: 'string', format: 'binary' } } } };
  return { schema: { type: 'string', format: 'binary', description: describe(type) } };
}

function describe(type: string): string {
  return type === 'application/x-npy'
    ? 'numpy.save of uint8: (height, width, 3) in RGB, (images, height, width, 3), or (height, width).'
    : 'An image file of any of these kinds.';
}
