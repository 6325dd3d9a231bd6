import type { EndpointModel } from '../../ports/endpoint-model.js';
import type { ModelHooks } from '../../ports/model-hooks.js';
import { findHandler } from './find-handler.js';
import { HandlerProcess } from './handler-process.js';
import { HandlerSupervisor } from './handler-supervisor.js';
import { serveDetections } from './serve-detections.js';
import { defaultHostFile } from './spawn-handler.js';
import { toModelHooks } from './to-model-hooks.js';
import { type Environment, toHandlerEnvironment } from './to-handler-environment.js';

export interface UserCodeEvent {
  readonly level: 'info' | 'error';
  /** Begins with `[handler]`. What the handler printed, or what became of its process. */
  readonly message: string;
}

export interface UserCodeOptions {
  /** The folder with `model.json`, and perhaps `code/handler.mjs`. */
  readonly modelFolder: string;
  readonly model: Pick<EndpointModel, 'detect' | 'classNames'>;
  readonly log: (event: UserCodeEvent) => void;
  /** The server's variables, of which the handler gets only some. Default: none. */
  readonly environment?: Environment;
  /** Further variables that the handler gets. */
  readonly environmentNames?: readonly string[];
  /** For each call of a hook. Default 10 s. */
  readonly deadlineMs?: number;
  /** For the import and `load`. Default 60 s. */
  readonly loadDeadlineMs?: number;
  /** JavaScript objects. Default 512 MB. The process as a whole may hold 256 MB more: buffers, code, Node itself. */
  readonly heapMb?: number;
  /** Of one hook. Default 32 MB. */
  readonly maxAnswerBytes?: number;
  /** Where the built host stands, for bundles; by default found by this package's export. */
  readonly hostFile?: string;
}

export interface UserCode {
  readonly hooks: ModelHooks;
  /** Ends the process: SIGTERM, and SIGKILL 2 s later. */
  close(): Promise<void>;
}

const memoryBesideHeapMb = 256;

/**
 * Starts the code of a model, where it has one, in a process that can't end this one; settles when its `load` has.
 * @returns undefined for a model without `code/handler.mjs`
 * @throws UserCodeInvalidError, UserCodeLoadError
 */
export async function openUserCode(options: UserCodeOptions): Promise<UserCode | undefined> {
  const file = await findHandler(options.modelFolder);
  if (file === undefined) return undefined;
  const say = (level: UserCodeEvent['level'], text: string) => options.log({ level, message: `[handler] ${text}` });
  const supervisor = await HandlerSupervisor.start({
    start: createStarter(file, options, say),
    deadlineMs: options.deadlineMs ?? 10_000,
    onRestart: (reason, delayMs) => say('error', `ended: ${reason} It starts again in ${delayMs} ms.`),
  });
  return { hooks: toModelHooks(supervisor), close: () => supervisor.close() };
}

function createStarter(
  handlerFile: string,
  options: UserCodeOptions,
  say: (level: UserCodeEvent['level'], text: string) => void,
): (signal: AbortSignal) => Promise<HandlerProcess> {
  const { modelFolder, model, heapMb = 512, maxAnswerBytes = 32 * 2 ** 20 } = options;
  const fixed = {
    handlerFile,
    heapMb,
    residentMb: heapMb + memoryBesideHeapMb,
    hostFile: options.hostFile ?? defaultHostFile(),
    environment: toHandlerEnvironment(options.environment ?? {}, options.environmentNames),
    settings: { file: handlerFile, modelFolder, classNames: model.classNames, maxAnswerBytes },
    loadDeadlineMs: options.loadDeadlineMs ?? 60_000,
    onOutput: (stream: 'stdout' | 'stderr', line: string) => say(stream === 'stdout' ? 'info' : 'error', line),
  };
  return (signal) => HandlerProcess.start({ ...fixed, signal, detectServer: serveDetections(model) });
}
