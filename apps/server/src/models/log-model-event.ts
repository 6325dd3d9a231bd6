import type { ModelEvent } from '@detectory/endpoint-handler/hosting';
import type { Log } from '../log/log.js';
import { toErrorFields } from '../log/to-error-fields.js';

export function logModelEvent({ kind, modelName, modelUrl, durationMs, error }: ModelEvent, log: Log): void {
  const fields = { modelName, modelUrl, durationMs: Math.round(durationMs), rssMb: residentMb() };
  if (error === undefined) log.info(`model ${kind}`, fields);
  else log.error(`model ${kind}`, { ...fields, ...toErrorFields(error) });
}

function residentMb(): number {
  return Math.round(process.memoryUsage.rss() / 1e6);
}
