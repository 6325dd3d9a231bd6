import type { HookDetection } from '../../ports/model-hooks.js';

/** The socket between the server and the handler's process, beside stdin, stdout and stderr. */
export const channelDescriptor = 3;

export const hookNames = ['preprocess', 'predict', 'postprocess'] as const;
export type HookName = (typeof hookNames)[number];

export interface HandlerSettings {
  /** Absolute path of handler.mjs. */
  readonly file: string;
  readonly modelFolder: string;
  readonly classNames: readonly string[];
  readonly maxAnswerBytes: number;
}

/** An error of the handler's own code, as plain data. */
export interface Failure {
  /** `answer`: what the hook returned can't be used. */
  readonly kind: 'thrown' | 'answer';
  readonly message: string;
  /** File, line and column, such as `handler.mjs:12:7`; relative to the code folder. */
  readonly where?: string;
  /** A 4xx status that the handler wants its caller to get. */
  readonly status?: number;
  /** The call to `detect` that it came from, so that the server finds its own error again. */
  readonly detectId?: number;
}

export interface DetectCall {
  readonly kind: 'detect';
  readonly detectId: number;
  readonly image: unknown;
  readonly request: unknown;
}

export type ToHandler =
  | { readonly kind: 'open'; readonly settings: HandlerSettings }
  | { readonly kind: 'call'; readonly id: number; readonly hook: HookName; readonly args: readonly unknown[] }
  | { readonly kind: 'abandon'; readonly id: number }
  | { readonly kind: 'detected'; readonly detectId: number; readonly detections: readonly HookDetection[] }
  | { readonly kind: 'not-detected'; readonly detectId: number; readonly message: string };

export type FromHandler =
  | { readonly kind: 'ready'; readonly hooks: readonly HookName[] }
  | { readonly kind: 'unloadable'; readonly failure: Failure }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }
  /** The event loop still turns: an answer to `abandon`. */
  | { readonly kind: 'alive'; readonly id: number }
  /** The process is about to end of an error that nobody caught. */
  | { readonly kind: 'fatal'; readonly failure: Failure }
  | DetectCall;
