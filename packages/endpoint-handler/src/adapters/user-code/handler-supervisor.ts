import { setTimeout as sleep } from 'node:timers/promises';
import { UserCodeUnavailableError } from './errors.js';
import type { HandlerProcess } from './handler-process.js';
import type { HookAnswer } from './hook-calls.js';
import type { HookName } from './protocol.js';

export interface SupervisorOptions {
  /** The signal aborts a start that nobody needs any more. */
  readonly start: (signal: AbortSignal) => Promise<HandlerProcess>;
  readonly deadlineMs: number;
  readonly onRestart: (reason: string, delayMs: number) => void;
}

const firstDelayMs = 250;
const maxDelayMs = 30_000;
/** A caller waits for a restart that begins within this time; else it is answered at once. */
const maxWaitMs = 1_000;

/** Keeps one handler process running: starts it again after it ended, later each time while no call succeeds. */
export class HandlerSupervisor {
  #current: HandlerProcess | undefined;
  #restarted: Promise<void> = Promise.resolve();
  #restartAt = 0;
  #deaths = 0;
  #lastReason = '';
  readonly #closing = new AbortController();

  /** @throws UserCodeLoadError when the first process does not get ready */
  static async start(options: SupervisorOptions): Promise<HandlerSupervisor> {
    const supervisor = new HandlerSupervisor(options);
    await supervisor.#start();
    return supervisor;
  }

  private constructor(private readonly options: SupervisorOptions) {}

  get hooks(): readonly HookName[] {
    return this.#current?.hooks ?? [];
  }

  /** @throws UserCodeTimeoutError, UserCodeCrashedError, UserCodeUnavailableError */
  async call(hook: HookName, args: readonly unknown[]): Promise<HookAnswer> {
    const process = await this.#findProcess();
    // The hook's own time: waiting for a process is bounded by itself.
    const answer = await process.call(hook, args, this.options.deadlineMs);
    this.#deaths = 0;
    return answer;
  }

  /** Settles when the process is gone. Calls that still run in it fail. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([this.#current?.close(), this.#restarted]);
  }

  async #findProcess(): Promise<HandlerProcess> {
    await this.#current?.whenProven();
    if (this.#current?.isAlive) return this.#current;
    const waitMs = this.#restartAt - performance.now();
    if (this.#closing.signal.aborted) throw new UserCodeUnavailableError('code/handler.mjs has been closed.');
    if (waitMs <= maxWaitMs) await this.#waitForRestart();
    if (this.#current?.isAlive) return this.#current;
    throw new UserCodeUnavailableError(`code/handler.mjs is being started again: ${this.#lastReason}`);
  }

  async #waitForRestart(): Promise<void> {
    const enough = new AbortController();
    const timeout = sleep(this.options.deadlineMs, undefined, { signal: enough.signal }).catch(() => undefined);
    await Promise.race([this.#restarted, timeout]);
    enough.abort();
  }

  async #start(): Promise<void> {
    const process = await this.options.start(this.#closing.signal);
    this.#current = process;
    void process.ended.then((reason) => this.#restart(reason));
  }

  #restart(reason: string): void {
    if (this.#closing.signal.aborted) return;
    const delayMs = this.#nextDelayMs();
    this.#lastReason = reason;
    this.#restartAt = performance.now() + delayMs;
    this.options.onRestart(reason, delayMs);
    this.#restarted = this.#startAfter(delayMs);
  }

  async #startAfter(delayMs: number): Promise<void> {
    try {
      await sleep(delayMs, undefined, { signal: this.#closing.signal, ref: false });
      await this.#start();
    } catch (error) {
      this.#restart(error instanceof Error ? error.message : String(error));
    }
  }

  /** At once after a single death, then doubled; a fifth of it is chance, so that many servers don't start in step. */
  #nextDelayMs(): number {
    const deaths = this.#deaths++;
    if (deaths === 0) return 0;
    return Math.round(Math.min(maxDelayMs, firstDelayMs * 2 ** (deaths - 1)) * (0.9 + Math.random() * 0.2));
  }
}
