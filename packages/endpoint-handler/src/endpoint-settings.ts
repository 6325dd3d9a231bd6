import type { EndpointOptions } from './endpoint-options.js';
import { EndpointConfigError } from './errors.js';
import { createEndpointMetrics } from './metrics/create-endpoint-metrics.js';
import { type ResponseType, responseTypes } from './response/negotiate.js';

const mebibyte = 1024 * 1024;

type Defaulted =
  'maxPayloadBytes' | 'bodyIdleMs' | 'spoolAboveBytes' | 'maxImages' | 'maxConcurrentTransforms' | 'metrics';

/** The options with their defaults, checked. */
export interface EndpointSettings extends Required<Pick<EndpointOptions, Defaulted>>, Omit<EndpointOptions, Defaulted> {
  readonly offeredTypes: readonly ResponseType[];
  readonly defaultType: ResponseType;
}

/** @throws EndpointConfigError for a default type that isn't offered */
export function toEndpointSettings(options: EndpointOptions): EndpointSettings {
  const offeredTypes = responseTypes.filter((type) => type !== 'image/jpeg' || options.drawBoxes);
  const { defaultAccept = 'application/json' } = options;
  const defaultType = offeredTypes.find((type) => type === defaultAccept);
  if (!defaultType)
    throw new EndpointConfigError(
      `The default of the Accept header (SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT) is "${defaultAccept}"; expected one of ${offeredTypes.join(', ')}.`,
    );
  return {
    maxPayloadBytes: 25 * mebibyte,
    bodyIdleMs: 30_000,
    spoolAboveBytes: 25 * mebibyte,
    maxImages: 64,
    maxConcurrentTransforms: 1,
    ...options,
    metrics: options.metrics ?? createEndpointMetrics(),
    offeredTypes,
    defaultType,
  };
}
