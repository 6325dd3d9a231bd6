import type { HookRequest } from '../../../hooks.js';
import type { HookName } from '../protocol.js';
import { AnswerError } from './describe-failure.js';

/** Stands for the request's body, which the server has already. */
export const sameBody = null;

/**
 * What leaves the process instead of a hook's answer: the body isn't sent back, and JSON is written here, where a value
 * that can't be written is the handler's fault and costs the server nothing.
 */
export function packAnswer(hook: HookName, value: unknown, request: HookRequest): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (hook === 'preprocess' && 'images' in value && Array.isArray(value.images)) {
    const images = value.images.map((image: unknown) => (image === request.body ? sameBody : image));
    return { ...value, images };
  }
  return hook === 'postprocess' && 'json' in value
    ? { contentType: 'application/json', body: toJson(value.json) }
    : value;
}

function toJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new AnswerError(`its json can't be written as JSON (${(cause as Error).message.split('\n')[0]}).`);
  }
  if (text === undefined) throw new AnswerError(`its json is ${typeof value}; expected a value that JSON has.`);
  return text;
}
