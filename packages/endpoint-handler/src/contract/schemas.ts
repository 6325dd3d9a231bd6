const text = { type: 'string' } as const;
const pixels = { type: 'number', minimum: 0, description: 'In pixels of the upright image.' } as const;

export const ref = (name: keyof typeof schemas): object => ({ $ref: `#/components/schemas/${name}` });

function object(properties: Record<string, object>, required = Object.keys(properties)): object {
  return { type: 'object', additionalProperties: false, properties, required };
}

const image = {
  oneOf: [
    { type: 'string', description: 'Base64 of an image file, or a data URL of it.' },
    object({ image: { type: 'string' } }),
    object({ b64: { type: 'string' } }),
    object({ image: object({ b64: { type: 'string' } }) }),
  ],
};

export const schemas = {
  Detection: object({
    xmin: pixels,
    ymin: pixels,
    xmax: pixels,
    ymax: pixels,
    confidence: { type: 'number', minimum: 0, maximum: 1 },
    class: { type: 'integer', minimum: 0, description: 'Index of the class in the model.' },
    name: text,
  }),
  Detections: {
    type: 'array',
    description: 'The objects in one image, best first.',
    items: { $ref: '#/components/schemas/Detection' },
  },
  Predictions: object({ predictions: { type: 'array', items: { $ref: '#/components/schemas/Detections' } } }),
  Error: object({
    error: { type: 'string', description: 'What was found, where, and what was expected.' },
    code: { type: 'string', pattern: '^[A-Z][A-Z0-9_]+$', description: 'Stable; for programs.' },
    hint: { type: 'string', description: 'What to do about it.' },
    requestId: { type: 'string', maxLength: 64 },
  }),
  ModelError: object({
    ErrorCode: { enum: ['CLIENT_ERROR_FROM_MODEL', 'SERVER_ERROR_FROM_MODEL'] },
    Message: text,
    OriginalStatusCode: { type: 'integer', minimum: 400, maximum: 599 },
    OriginalMessage: {
      type: 'string',
      maxLength: 2048,
      description: 'The Error that the container answered, as text.',
    },
    LogStreamArn: text,
  }),
  ImageRequest: {
    oneOf: [...image.oneOf, object({ instances: { type: 'array', minItems: 1, items: image } })],
  },
  Model: object({ modelName: text, modelUrl: text }),
  ModelList: object({ models: { type: 'array', items: { $ref: '#/components/schemas/Model' } }, nextPageToken: text }, [
    'models',
  ]),
  LoadModelRequest: {
    type: 'object',
    properties: {
      model_name: { type: 'string', minLength: 1, maxLength: 512 },
      url: { type: 'string', minLength: 1, maxLength: 4096, description: 'A folder or file below the models folder.' },
    },
    required: ['model_name', 'url'],
  },
  Status: object({ status: text }),
  ExecutionParameters: object({
    MaxConcurrentTransforms: { type: 'integer', minimum: 1, maximum: 100 },
    BatchStrategy: { enum: ['SINGLE_RECORD', 'SingleRecord'] },
    MaxPayloadInMB: { type: 'integer', minimum: 1, maximum: 100 },
  }),
} as const;
