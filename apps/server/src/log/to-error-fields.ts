import { isDiagnosedError } from '@detectory/terminal';
import type { LogFields } from './log.js';

/** An error as the log shows it; a stack only where nobody foresaw the error. */
export function toErrorFields(error: unknown): LogFields {
  if (isDiagnosedError(error)) return { code: error.code, error: error.message };
  return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
