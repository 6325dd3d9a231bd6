import { UnreadableImageError, UnsupportedImageError } from '@detectory/imaging';
import { InferenceWorkerError } from '../../errors.js';
import type { WorkerFailure } from './inference-task.js';

/** Errors lose their class on the way between threads or processes; these two keep what callers need. */
export function toFailure(error: unknown): WorkerFailure {
  if (error instanceof UnsupportedImageError) return { kind: 'unsupported', format: error.format, hint: error.hint };
  const message = error instanceof Error ? error.message : String(error);
  return { kind: error instanceof UnreadableImageError ? 'unreadable' : 'model', message };
}

/** @param doing what the worker was asked for, to begin the message with */
export function toError(failure: WorkerFailure, doing: string): Error {
  if (failure.kind === 'unsupported') return new UnsupportedImageError(failure.format, failure.hint);
  if (failure.kind === 'unreadable') return new UnreadableImageError(failure.message);
  return new InferenceWorkerError(`${doing}: ${failure.message}`);
}
