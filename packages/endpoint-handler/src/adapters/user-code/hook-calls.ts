import { type UserCodeError, UserCodeTimeoutError } from './errors.js';
import type { Failure, HookName, ToHandler } from './protocol.js';

export type HookAnswer =
  | { readonly value: unknown }
  | {
      readonly failure: Failure;
      /** The server's own error that `detect` passed to the handler, and the handler passed on. */
      readonly detectError?: unknown;
    };

interface Pending {
  readonly hook: HookName;
  readonly resolve: (answer: HookAnswer) => void;
  readonly reject: (error: UserCodeError) => void;
}

/** A call whose caller has its 504 already. */
interface Abandoned {
  readonly proven: Promise<void>;
  readonly prove: () => void;
}

/** How long a process may take to show that its event loop turns, after a call in it has passed its deadline. */
const proofOfLifeMs = 1_000;
/** Calls that passed their deadline and never settled: each may hold an image. */
const maxAbandoned = 16;

export interface HookCallsOptions {
  readonly send: (message: ToHandler) => void;
  /** Ends the process for what one call did to the others. */
  readonly kill: (reason: string) => void;
}

/** The calls that run in one process, each with its deadline. */
export class HookCalls {
  readonly #pending = new Map<number, Pending>();
  readonly #abandoned = new Map<number, Abandoned>();
  #nextId = 0;

  constructor(private readonly options: HookCallsOptions) {}

  call(hook: HookName, args: readonly unknown[], deadlineMs: number): Promise<HookAnswer> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#abandon(id, deadlineMs), deadlineMs);
      const settled = () => {
        clearTimeout(timer);
        this.#pending.delete(id);
      };
      this.#pending.set(id, {
        hook,
        resolve: (answer) => (settled(), resolve(answer)),
        reject: (error) => (settled(), reject(error)),
      });
      this.options.send({ kind: 'call', id, hook, args });
    });
  }

  settle(id: number, answer: HookAnswer): void {
    this.prove(id);
    this.#abandoned.delete(id);
    this.#pending.get(id)?.resolve(answer);
  }

  /** The process has answered about a call that passed its deadline. */
  prove(id: number): void {
    this.#abandoned.get(id)?.prove();
  }

  async whenProven(): Promise<void> {
    await Promise.all([...this.#abandoned.values()].map(({ proven }) => proven));
  }

  failAll(toError: (hook: HookName) => UserCodeError): void {
    for (const id of this.#abandoned.keys()) this.prove(id);
    for (const { hook, reject } of [...this.#pending.values()]) reject(toError(hook));
  }

  /** The caller is told at once. A process whose event loop still turns lives on: only this call hangs. */
  #abandon(id: number, deadlineMs: number): void {
    const call = this.#pending.get(id);
    if (!call) return;
    call.reject(new UserCodeTimeoutError(call.hook, deadlineMs));
    this.#abandoned.set(id, this.#watchForProof());
    if (this.#abandoned.size > maxAbandoned)
      return this.options.kill(`more than ${maxAbandoned} calls in it never ended, so it was ended.`);
    this.options.send({ kind: 'abandon', id });
  }

  #watchForProof(): Abandoned {
    const reason = 'another call kept its process busy past the deadline, so it was ended.';
    const timer = setTimeout(() => this.options.kill(reason), proofOfLifeMs);
    let prove: () => void = () => undefined;
    const proven = new Promise<void>((resolve) => {
      prove = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    return { proven, prove };
  }
}
