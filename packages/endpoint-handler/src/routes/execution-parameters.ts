import type { EndpointSettings } from '../endpoint-settings.js';

export interface ExecutionParameters {
  readonly MaxConcurrentTransforms: number;
  readonly BatchStrategy: 'SINGLE_RECORD' | 'SingleRecord';
  readonly MaxPayloadInMB: number;
}

/** SageMaker's bound on both alone and on their product. */
const maxTotalMb = 100;

/**
 * What a transform job does where its caller leaves it open. The SDK's local mode sets SAGEMAKER_BATCH to exactly `True`
 * and wants its own spelling (AWS's raises a ValueError there); AWS sets `true`.
 */
export function toExecutionParameters(
  settings: Pick<EndpointSettings, 'batch' | 'maxConcurrentTransforms' | 'maxPayloadBytes'>,
): ExecutionParameters {
  const { batch, maxConcurrentTransforms, maxPayloadBytes } = settings;
  const payloadMb = Math.min(maxTotalMb, Math.max(1, Math.floor(maxPayloadBytes / (1024 * 1024))));
  const isLocal = batch?.variable === 'True';
  return {
    MaxConcurrentTransforms: isLocal
      ? 1
      : Math.max(1, Math.min(maxConcurrentTransforms, Math.floor(maxTotalMb / payloadMb))),
    BatchStrategy: isLocal ? 'SingleRecord' : 'SINGLE_RECORD',
    MaxPayloadInMB: payloadMb,
  };
}
