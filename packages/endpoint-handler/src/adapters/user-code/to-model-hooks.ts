import type { HookInput, ModelHooks } from '../../ports/model-hooks.js';
import { ShapeError, toHookDetections, toHookInput, toHookResponse } from './check-answer.js';
import { UserCodeAnswerError, UserCodeFailedError, UserCodeRefusedError } from './errors.js';
import type { HandlerSupervisor } from './handler-supervisor.js';
import type { HookAnswer } from './hook-calls.js';
import type { HookName } from './protocol.js';

type Caller = Pick<HandlerSupervisor, 'call' | 'hooks'>;

/** The hooks that a handler has, each answer checked. */
export function toModelHooks(handler: Caller): ModelHooks {
  const call = async <T>(hook: HookName, args: readonly unknown[], check: (value: unknown) => T) =>
    checkAnswer(hook, await handler.call(hook, args), check);
  const has = (hook: HookName) => handler.hooks.includes(hook);
  return {
    ...(has('preprocess') && {
      preprocess: (request) => call('preprocess', [request], (value) => toHookInput(value, request.body)),
    }),
    ...(has('predict') && { predict: (image, input) => call('predict', [image, toSendable(input)], toHookDetections) }),
    ...(has('postprocess') && {
      postprocess: (detections, input, request) =>
        call('postprocess', [detections, toSendable(input), request], toHookResponse),
    }),
  };
}

/** A signal can't cross between processes; the handler has one of its own. */
function toSendable(input: HookInput): HookInput {
  const { signal, ...request } = input.request ?? {};
  if (!signal) return input;
  return { ...input, request };
}

function checkAnswer<T>(hook: HookName, answer: HookAnswer, check: (value: unknown) => T): T {
  if ('failure' in answer) throw toError(hook, answer);
  try {
    return check(answer.value);
  } catch (error) {
    throw error instanceof ShapeError ? new UserCodeAnswerError(hook, error.message) : error;
  }
}

function toError(hook: HookName, { failure, detectError }: Extract<HookAnswer, { failure: unknown }>): unknown {
  if (detectError !== undefined) return detectError;
  if (failure.kind === 'answer') return new UserCodeAnswerError(hook, failure.message);
  if (failure.status !== undefined) return new UserCodeRefusedError(failure.message, failure.status);
  return new UserCodeFailedError(hook, failure);
}
