import type { DetectRequest, ImageInput } from './ports/endpoint-model.js';
import type { HookDetection, HookInput, HookRequest, HookResponse } from './ports/model-hooks.js';

export type { DetectRequest, ImageInput } from './ports/endpoint-model.js';
export type { HookDetection, HookInput, HookRequest, HookResponse } from './ports/model-hooks.js';

/** Lines for the server's log; at most 2,000 characters each. */
export interface HandlerLog {
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

/** What `load` gets, once each time the handler's process starts. */
export interface LoadContext {
  /** Absolute path of the folder with `model.json`; the handler stands in `code/` below it. */
  readonly modelFolder: string;
  /** In the order of their indices. */
  readonly classNames: readonly string[];
  /** The variables that the process has; which ones those are stands in docs/user-code.md. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: HandlerLog;
}

/** The last argument of every hook but `load`. */
export interface HookContext<State = unknown> extends LoadContext {
  /** What `load` answered; undefined without one. */
  readonly state: State;
  /** Aborts when the call's deadline has passed: hand it to `fetch`. */
  readonly signal: AbortSignal;
  /**
   * Asks the server's own model.
   * @param image the bytes of one image file, or pixels
   * @throws Error when the image can't be read; uncaught, the caller gets the server's own answer to such an image
   */
  detect(image: ImageInput, request?: DetectRequest): Promise<HookDetection[]>;
}

type Awaitable<T> = T | Promise<T>;

/** Answers the state that the other hooks get. A throw fails the model. */
export type Load<State = unknown> = (context: LoadContext) => Awaitable<State>;

/** The request as it came → the images to look at. Throw an error with `status: 400` to refuse the request. */
export type Preprocess<State = unknown> = (request: HookRequest, context: HookContext<State>) => Awaitable<HookInput>;

/** One image → its detections, instead of the model's own. */
export type Predict<State = unknown> = (
  image: ImageInput,
  input: HookInput,
  context: HookContext<State>,
) => Awaitable<readonly HookDetection[]>;

/** The detections, one list an image → the response. */
export type Postprocess<State = unknown> = (
  detections: readonly (readonly HookDetection[])[],
  input: HookInput,
  request: HookRequest,
  context: HookContext<State>,
) => Awaitable<HookResponse>;

/** `code/handler.mjs` exports any of these by name, or one object of them as its default. */
export interface Handler<State = unknown> {
  load?: Load<State>;
  preprocess?: Preprocess<State>;
  predict?: Predict<State>;
  postprocess?: Postprocess<State>;
}
