import { dirname } from 'node:path';
import { HookCalls, type HookAnswer } from './hook-calls.js';
import { describeEnd, findPrintedPlace } from './describe-end.js';
import { UserCodeCrashedError, UserCodeLoadError, UserCodeUnavailableError } from './errors.js';
import { forwardOutput } from './forward-output.js';
import { readFrames, writeFrame } from './frames.js';
import type { Failure, FromHandler, HandlerSettings, HookName, ToHandler } from './protocol.js';
import type { DetectServer } from './serve-detections.js';
import { type SpawnedHandler, spawnHandler, type SpawnOptions } from './spawn-handler.js';
import { watchMemory } from './watch-memory.js';

export interface HandlerProcessOptions extends SpawnOptions {
  readonly settings: HandlerSettings;
  readonly residentMb: number;
  readonly loadDeadlineMs: number;
  readonly onOutput: (stream: 'stdout' | 'stderr', line: string) => void;
  /** Answers a handler that asks the server's model. */
  readonly detectServer: DetectServer;
  /** Ends the process while it starts. */
  readonly signal: AbortSignal;
}

const terminateGraceMs = 2_000;
const keptLines = 40;
const closedReason = 'the server closed it.';

/** One process with a handler in it, from its start to its end. */
export class HandlerProcess {
  readonly #spawned: SpawnedHandler;
  readonly #calls: HookCalls;
  readonly #lastLines: string[] = [];
  #failure: Failure | undefined;
  #killed: { readonly reason: string; readonly isOthersFault: boolean } | undefined;
  #hooks: readonly HookName[] | undefined;
  #onReady: () => void = () => undefined;
  #isAlive = true;
  /** Settles with the reason when the process has ended and its output is read. */
  readonly ended: Promise<string>;

  /**
   * Settles when `load` has.
   * @throws UserCodeLoadError
   */
  static async start(options: HandlerProcessOptions): Promise<HandlerProcess> {
    const started = new HandlerProcess(options);
    await started.#open();
    return started;
  }

  private constructor(private readonly options: HandlerProcessOptions) {
    this.#spawned = spawnHandler(options);
    this.#calls = new HookCalls({
      send: (message) => this.#send(message),
      kill: (reason) => this.kill(reason, true),
    });
    this.ended = this.#follow();
    readFrames(
      this.#spawned.channel,
      options.settings.maxAnswerBytes + 1024,
      (message) => this.#take(message as FromHandler),
      (reason) => this.kill(`it sent ${reason}.`),
    );
  }

  get hooks(): readonly HookName[] {
    return this.#hooks ?? [];
  }

  /** Whether calls can go to it; false as soon as it is known to end. */
  get isAlive(): boolean {
    return this.#isAlive && !this.#killed;
  }

  /** @throws UserCodeTimeoutError, UserCodeCrashedError, UserCodeUnavailableError */
  call(hook: HookName, args: readonly unknown[], deadlineMs: number): Promise<HookAnswer> {
    return this.#calls.call(hook, args, deadlineMs);
  }

  /** Settles when no call puts it in doubt that the process still answers: it does, or it has ended. */
  async whenProven(): Promise<void> {
    await Promise.race([this.#killed ? this.ended : this.#calls.whenProven(), this.ended]);
  }

  /** SIGKILL. `reason` becomes why it ended. */
  kill(reason: string, isOthersFault = false): void {
    this.#killed ??= { reason, isOthersFault };
    this.#spawned.kill();
  }

  /** SIGTERM, and SIGKILL for what doesn't listen. Settles when the process is gone. */
  async close(): Promise<void> {
    this.#killed ??= { reason: closedReason, isOthersFault: true };
    this.#spawned.child.kill('SIGTERM');
    const timer = setTimeout(() => this.#spawned.kill(), terminateGraceMs);
    await this.ended;
    clearTimeout(timer);
  }

  async #open(): Promise<void> {
    const { loadDeadlineMs, settings, signal } = this.options;
    const timer = setTimeout(() => this.kill(`load did not end within ${loadDeadlineMs} ms.`), loadDeadlineMs);
    const stop = () => this.kill(closedReason);
    signal.addEventListener('abort', stop);
    const ready = new Promise<undefined>((resolve) => {
      this.#onReady = () => resolve(undefined);
    });
    this.#send({ kind: 'open', settings });
    const reason = await Promise.race([ready, this.ended]);
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    if (reason === undefined) return;
    const where = this.#failure?.where ?? findPrintedPlace(this.#lastLines, dirname(settings.file));
    throw new UserCodeLoadError(this.#failure?.message ?? reason, where);
  }

  #follow(): Promise<string> {
    const { child } = this.#spawned;
    const endOutput = this.#forwardOutput();
    const stopWatch = this.#watchMemory();
    child.once('exit', () => {
      this.#isAlive = false;
      stopWatch();
      endOutput();
    });
    return new Promise((resolve) => {
      child.once('error', (error) => resolve(this.#end(`it can't be started (${error.message}).`)));
      child.once('close', (code, signal) => {
        const end = { code, signal, failure: this.#failure, killedFor: this.#killed?.reason };
        resolve(this.#end(describeEnd({ ...end, lastLines: this.#lastLines, heapMb: this.options.heapMb })));
      });
    });
  }

  #forwardOutput(): () => void {
    const { stdout, stderr } = this.#spawned;
    const { onOutput } = this.options;
    const endings = [
      forwardOutput(stdout, (line) => onOutput('stdout', line)),
      forwardOutput(stderr, (line) => {
        this.#lastLines.splice(0, Math.max(0, this.#lastLines.push(line) - keptLines));
        onOutput('stderr', line);
      }),
    ];
    return () => {
      for (const end of endings) end();
    };
  }

  #watchMemory(): () => void {
    const { pid } = this.#spawned.child;
    const { residentMb } = this.options;
    if (pid === undefined) return () => undefined;
    return watchMemory(pid, residentMb * 2 ** 20, (bytes) =>
      this.kill(`it held ${Math.round(bytes / 2 ** 20)} MB of memory (limit: ${residentMb} MB).`),
    );
  }

  #end(reason: string): string {
    this.#isAlive = false;
    this.#calls.failAll((hook) =>
      this.#killed?.isOthersFault
        ? new UserCodeUnavailableError(`${hook} in code/handler.mjs was cut off: ${reason}`)
        : new UserCodeCrashedError(hook, reason),
    );
    return reason;
  }

  #take(message: FromHandler): void {
    switch (message.kind) {
      case 'ready':
        this.#hooks = message.hooks;
        return this.#onReady();
      case 'unloadable':
      case 'fatal':
        this.#failure = message.failure;
        return;
      case 'answer':
        return this.#calls.settle(message.id, { value: message.value });
      case 'failed':
        return this.#calls.settle(message.id, {
          failure: message.failure,
          detectError: this.options.detectServer.findError(message.failure.detectId),
        });
      case 'alive':
        return this.#calls.prove(message.id);
      case 'detect':
        return void this.options.detectServer.answer(message).then((reply) => this.#send(reply));
    }
  }

  #send(message: ToHandler): void {
    writeFrame(this.#spawned.channel, message);
  }
}
