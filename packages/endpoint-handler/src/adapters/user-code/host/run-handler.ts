import { dirname } from 'node:path';
import type { Duplex } from 'node:stream';
import type { HookContext, HookDetection, HookRequest, LoadContext } from '../../../hooks.js';
import { readFrames, toFrame, writeFrame } from '../frames.js';
import type { FromHandler, HandlerSettings, HookName, ToHandler } from '../protocol.js';
import { createHandlerLog } from './create-handler-log.js';
import { AnswerError, describeFailure } from './describe-failure.js';
import { DetectClient } from './detect-client.js';
import { type LoadedHandler, loadHandler } from './load-handler.js';
import { packAnswer } from './pack-answer.js';

type Call = Extract<ToHandler, { kind: 'call' }>;

interface OpenHandler {
  readonly settings: HandlerSettings;
  readonly hooks: LoadedHandler['hooks'];
  readonly context: Omit<HookContext, 'signal'>;
}

/** Serves a handler's hooks over a channel until the channel ends. Calls run side by side where the hooks are async. */
export function runHandler(channel: Duplex): void {
  const send = (message: FromHandler) => writeFrame(channel, message);
  const model = new DetectClient(send);
  const running = new Map<number, AbortController>();
  let handler: OpenHandler | undefined;
  const open = async (settings: HandlerSettings) => {
    handler = await openHandler(settings, model);
    send({ kind: 'ready', hooks: Object.keys(handler.hooks) as HookName[] });
  };
  const call = async (opened: OpenHandler, task: Call) => {
    const controller = new AbortController();
    running.set(task.id, controller);
    channel.write(await callHook(opened, task, controller.signal));
    running.delete(task.id);
  };
  const take = (message: ToHandler) => {
    switch (message.kind) {
      case 'open':
        watchUncaught(dirname(message.settings.file), send);
        return void open(message.settings).catch((error: unknown) => failToOpen(error, message.settings, send));
      case 'call':
        return void (handler && call(handler, message));
      case 'abandon':
        running.get(message.id)?.abort(new Error('The deadline of this call has passed.'));
        return send({ kind: 'alive', id: message.id });
      case 'detected':
        return model.settle(message.detectId, message.detections as HookDetection[]);
      case 'not-detected':
        return model.settle(message.detectId, message.message);
    }
  };
  readFrames(
    channel,
    Infinity,
    (message) => take(message as ToHandler),
    () => process.exit(1),
  );
}

async function openHandler(settings: HandlerSettings, model: DetectClient): Promise<OpenHandler> {
  const { modelFolder, classNames, file } = settings;
  const loading: LoadContext = { modelFolder, classNames, environment: process.env, log: createHandlerLog() };
  const { load, hooks } = await loadHandler(file);
  const state = await load?.(loading);
  return { settings, hooks, context: { ...loading, state, detect: model.detect.bind(model) } };
}

/** Node prints where a syntax error is only when it dies of it: let it, and the server reads the place there. */
function failToOpen(error: unknown, { file }: HandlerSettings, send: (message: FromHandler) => void): void {
  send({ kind: 'unloadable', failure: describeFailure(error, dirname(file)) });
  process.removeAllListeners('uncaughtException');
  setImmediate(() => {
    throw error;
  });
}

/** An error outside of any hook ends the process, as in every Node program, but the server learns its line first. */
function watchUncaught(codeFolder: string, send: (message: FromHandler) => void): void {
  process.on('uncaughtException', (error) => {
    send({ kind: 'fatal', failure: describeFailure(error, codeFolder) });
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    setImmediate(() => process.exit(1));
  });
}

/** The answer's frame; whatever goes wrong becomes a frame, too. */
async function callHook({ settings, hooks, context }: OpenHandler, task: Call, signal: AbortSignal): Promise<Buffer> {
  const { id, hook, args } = task;
  try {
    const value: unknown = await hooks[hook]?.(...args, { ...context, signal });
    return toAnswerFrame(id, packAnswer(hook, value, args[0] as HookRequest), settings.maxAnswerBytes);
  } catch (error) {
    return toFrame({ kind: 'failed', id, failure: describeFailure(error, dirname(settings.file)) });
  }
}

function toAnswerFrame(id: number, value: unknown, maxBytes: number): Buffer {
  const frame = tryFrame({ kind: 'answer', id, value });
  if (frame.length <= maxBytes) return frame;
  throw new AnswerError(
    `it answered ${toMegabytes(frame.length)} MB; the limit is ${toMegabytes(maxBytes)} MB. Answer less.`,
  );
}

function tryFrame(message: FromHandler): Buffer {
  try {
    return toFrame(message);
  } catch (cause) {
    throw new AnswerError(
      `its answer can't leave the process (${(cause as Error).message}); expected plain data: no functions, no promises.`,
    );
  }
}

function toMegabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(bytes < 2 ** 20 ? 2 : 0);
}
