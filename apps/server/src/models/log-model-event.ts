import type { ModelEvent } from '@detectory/endpoint-handler/hosting';
import type { Log } from '../log/log.js';
import { residentBytes } from './memory-meter.js';
import { toErrorFields } from '../log/to-error-fields.js';

export function logModelEvent({ kind, modelName, modelUrl, durationMs, error }: ModelEvent, log: Log): void {
  const fields = {
    modelName,
    modelUrl,
    durationMs: Math.round(durationMs),
    residentMb: Math.round(residentBytes() / 1e6),
  };
  if (error === undefined) log.info(`model ${kind}`, fields);
  else log.error(`model ${kind}`, { ...fields, ...toErrorFields(error) });
}
