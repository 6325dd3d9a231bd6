import { type ChildProcess, spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { DistributedPlan } from '../distributed/distributed-plan.js';
import { toTorchrunArguments } from '../distributed/to-torchrun-arguments.js';
import { type EngineEvent, parseEngineEvent } from '../engine/engine-event.js';
import { EngineFailedError } from '../errors.js';
import { toEngineError } from '../failures/to-engine-error.js';
import type { PythonSetup } from './find-python.js';
import { makeWorkFolder } from './work-folder.js';

export interface GlueRun {
  /** One of the programs in the glue's folder. */
  readonly program: string;
  readonly options: object;
  readonly onEvent: (event: EngineEvent) => void;
  /** What the program prints beside its events: YOLOv5's own log. */
  readonly onLog?: (line: string) => void;
  /** Starts one process for each GPU, which find those of the other hosts. */
  readonly distributed?: DistributedPlan | undefined;
  /** Asks the program to end well: training stops after the current epoch. */
  readonly signal?: AbortSignal | undefined;
  /** Asks again, with less patience: at the next batch. */
  readonly hurry?: AbortSignal | undefined;
  /** Ends it at once, with all that it started. */
  readonly kill?: AbortSignal | undefined;
}

/** torchrun hands on no descriptors beyond the usual three, so that events come among what is printed. */
function toEventsDescriptor(distributed: DistributedPlan | undefined): 1 | 3 {
  return distributed ? 1 : 3;
}

/**
 * Runs one of the programs that import YOLOv5, in a process group of its own, and follows its events.
 * @throws TrainerError with the program's own account when it ends badly
 */
export async function runGlue(setup: PythonSetup, run: GlueRun): Promise<void> {
  const folder = await makeWorkFolder('detectory-glue-');
  try {
    const options = join(folder, 'options.json');
    await writeFile(options, JSON.stringify(run.options));
    await follow(setup, run, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function follow({ python, glue }: PythonSetup, run: GlueRun, options: string): Promise<void> {
  const start = run.distributed ? [join(glue, 'start_ranks.py'), ...toTorchrunArguments(run.distributed)] : [];
  const child = spawn(python, ['-u', ...start, join(glue, run.program), options], {
    // Our end of stdin is the program's lifeline: when we are gone, however we went, it ends too.
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    detached: true,
    env: toEnvironment(run.distributed),
  });
  child.stdin.on('error', () => undefined);
  const hearing = hear(child, run);
  const requests = [
    listen(run.signal, hearing.passOn),
    listen(run.hurry, hearing.passOn),
    listen(run.kill, hearing.killAll),
  ];
  // A data loader that outlives its program would hold the pipes open for ever.
  child.once('exit', hearing.killAll);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new EngineFailedError(run.program, error.message)));
    child.once('close', (code, signal) => {
      for (const request of requests) request.close();
      const { account, lastLines, hasLeft, broken } = hearing.heard();
      const isKilled = run.kill?.aborted ?? false;
      if (broken !== undefined) reject(broken as Error);
      else if ((code === 0 && !account) || hasLeft) resolve();
      else reject(toEngineError({ program: run.program, code, signal, account, lastLines, isKilled }));
    });
  });
}

interface Heard {
  /** The first error that a process told: what others say after it is mostly that they lost that one. */
  account: Extract<EngineEvent, { event: 'error' }> | undefined;
  readonly lastLines: string[];
  /** Rank 0 left training at a batch, with all that is needed; other ranks wait for it in vain. */
  hasLeft: boolean;
  /** What a listener of ours threw: a full disk, mostly. */
  broken?: unknown;
}

interface Hearing {
  heard(): Heard;
  /** Tells the program what was asked of it, as soon as it can be told: before, a signal would only kill it. */
  passOn(): void;
  killAll(): void;
}

/** Reads what a program says, on whichever descriptor, and knows the processes that belong to it. */
function hear(child: ChildProcess, run: GlueRun): Hearing {
  const heard: Heard = { account: undefined, lastLines: [], hasLeft: false };
  const groups = new Set(child.pid === undefined ? [] : [child.pid]);
  const requests: { target: number | undefined; sent: Set<NodeJS.Signals> } = { target: undefined, sent: new Set() };
  const passOn = (): void => sendRequests(requests, run);
  const killAll = (): void => {
    // Processes that torchrun started lead groups of their own; those that haven't spoken yet end with their stdin.
    child.stdin?.destroy();
    for (const leader of groups) signalProcess(-leader, 'SIGKILL');
  };
  const take = (event: EngineEvent): void => {
    if (event.event === 'error') return void (heard.account ??= event);
    run.onEvent(event);
    if (event.event === 'process') {
      groups.add(event.pid);
      if (event.rank <= 0) requests.target = event.pid;
      passOn();
    }
    if (event.event === 'end' && run.distributed && run.hurry?.aborted) {
      heard.hasLeft = true;
      killAll();
    }
  };
  const log = (line: string): void => {
    if (line.trim()) heard.lastLines.splice(0, Math.max(0, heard.lastLines.push(line) - keptLines));
    run.onLog?.(line);
  };
  const eventStream = child.stdio[toEventsDescriptor(run.distributed)];
  for (const stream of new Set([eventStream, child.stdout, child.stderr]))
    onLines(stream as Readable, (line) => {
      const event = stream === eventStream ? parseEngineEvent(line) : undefined;
      try {
        if (event) take(event);
        else log(line);
      } catch (error) {
        heard.broken ??= error;
        killAll();
      }
    });
  return { heard: () => heard, passOn, killAll };
}

/** SIGTERM asks for an end after the epoch, SIGUSR1 for one at the next batch: to the process that decides for all. */
function sendRequests(
  { target, sent }: { readonly target: number | undefined; readonly sent: Set<NodeJS.Signals> },
  { signal, hurry }: GlueRun,
): void {
  const wanted: NodeJS.Signals[] = [
    ...(signal?.aborted ? (['SIGTERM'] as const) : []),
    ...(hurry?.aborted ? (['SIGUSR1'] as const) : []),
  ];
  for (const request of wanted.filter((each) => target !== undefined && !sent.has(each))) {
    sent.add(request);
    signalProcess(target ?? 0, request);
  }
}

const keptLines = 12;

function toEnvironment(distributed: DistributedPlan | undefined): NodeJS.ProcessEnv {
  return {
    // OpenMP's threads otherwise spin while they wait, which slows a shared machine up to threefold.
    OMP_WAIT_POLICY: 'PASSIVE',
    GOMP_SPINCOUNT: '0',
    // ONNX Runtime otherwise reports to its makers.
    ORT_DISABLE_TELEMETRY: '1',
    ...distributed?.environment,
    ...process.env,
    DETECTORY_EVENTS_FD: String(toEventsDescriptor(distributed)),
    DETECTORY_LIFELINE: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

function listen(signal: AbortSignal | undefined, callback: () => void): { close(): void } {
  if (signal?.aborted) callback();
  else signal?.addEventListener('abort', callback, { once: true });
  return { close: () => signal?.removeEventListener('abort', callback) };
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended since.
  }
}

function onLines(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', onLine);
}
