import type { RequestEvent } from '@detectory/endpoint-handler';
import type { Log, LogFields } from '../log/log.js';
import { toErrorFields } from '../log/to-error-fields.js';

/** Asked every few seconds by the platform; a line each would be most of the log. */
const quietPaths: readonly string[] = ['/ping', '/metrics'];

/** One line a request: id, status, times and size; never what is in the image. */
export function logRequest(event: RequestEvent, log: Log): void {
  const { error, timings, durationMs, ...rest } = event;
  const fields: LogFields = {
    ...rest,
    durationMs: tenths(durationMs),
    ...Object.fromEntries(Object.entries(timings ?? {}).map(([name, ms]) => [name, tenths(ms as number)])),
    ...(error !== undefined && toErrorFields(error)),
  };
  if (isQuiet(event)) log.debug('request', fields);
  else if (event.status >= 500) log.error('request failed', fields);
  else log.info('request', fields);
}

/** A server that loads its model answers 503 to `/ping`; one that can't serve any more has said why. */
function isQuiet({ path, status }: RequestEvent): boolean {
  return quietPaths.includes(path) && (status < 500 || status === 503);
}

function tenths(ms: number): number {
  return Number(ms.toFixed(1));
}
