import { JobFileUnreadableError } from '../errors.js';

/**
 * One of the files that SageMaker writes, which are all JSON objects.
 * @param expected what it should hold, for the message
 * @throws JobFileUnreadableError
 */
export function parseJsonObject(text: string, file: string, expected: string): Record<string, unknown> {
  let cause = 'it is JSON of another kind';
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (error) {
    cause = (error as Error).message;
  }
  throw new JobFileUnreadableError(file, cause, expected);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
