import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type EngineEvent, parseEngineEvent } from '../engine/engine-event.js';
import { EngineFailedError } from '../errors.js';
import type { PythonSetup } from './find-python.js';

export interface GlueRun {
  readonly program: 'train.py' | 'export.py' | 'evaluate.py';
  readonly options: object;
  readonly onEvent: (event: EngineEvent) => void;
  /** What the program prints beside its events: YOLOv5's own log. */
  readonly onLog?: (line: string) => void;
  /** Asks the program to end well: training stops after the current epoch. */
  readonly signal?: AbortSignal | undefined;
  readonly configFolder?: string;
}

const eventsDescriptor = 3;

/**
 * Runs one of the programs that import YOLOv5, in a process group of its own, and follows its events.
 * @throws EngineFailedError with the program's own account when it ends badly
 */
export async function runGlue(setup: PythonSetup, run: GlueRun): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'detectory-glue-'));
  try {
    const options = join(folder, 'options.json');
    await writeFile(options, JSON.stringify(run.options));
    await follow(setup, run, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function follow({ python, glue }: PythonSetup, run: GlueRun, options: string): Promise<void> {
  const child = spawn(python, ['-u', join(glue, run.program), options], {
    // Our end of stdin is the program's lifeline: when we are gone, however we went, it ends too.
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    detached: true,
    env: {
      // OpenMP's threads otherwise spin while they wait, which slows a shared machine up to threefold.
      OMP_WAIT_POLICY: 'PASSIVE',
      GOMP_SPINCOUNT: '0',
      // ONNX Runtime otherwise reports to its makers.
      ORT_DISABLE_TELEMETRY: '1',
      ...process.env,
      DETECTORY_EVENTS_FD: String(eventsDescriptor),
      DETECTORY_LIFELINE: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      ...(run.configFolder ? { YOLOV5_CONFIG_DIR: run.configFolder } : {}),
    },
  });
  const stop = () => child.kill('SIGTERM');
  run.signal?.addEventListener('abort', stop, { once: true });
  let failure: Extract<EngineEvent, { event: 'error' }> | undefined;
  const lastLines: string[] = [];
  onLines(child.stdio[eventsDescriptor] as Readable, (line) => {
    const event = parseEngineEvent(line);
    if (event?.event === 'error') failure = event;
    else if (event) run.onEvent(event);
  });
  for (const stream of [child.stdout, child.stderr])
    onLines(stream, (line) => {
      if (line.trim()) lastLines.splice(0, Math.max(0, lastLines.push(line) - 5));
      run.onLog?.(line);
    });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new EngineFailedError(run.program, error.message)));
    // A data loader that outlives its program would hold the pipes open for ever.
    child.once('exit', () => killGroup(child.pid));
    child.once('close', (code, signal) => {
      run.signal?.removeEventListener('abort', stop);
      if (code === 0 && !failure) return resolve();
      const reason = failure
        ? describe(failure)
        : `it ended with ${signal ?? `code ${code}`}. Its last lines: ${lastLines.join(' | ')}`;
      reject(new EngineFailedError(run.program, reason, failure?.expected));
    });
  });
}

function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody was left in it.
  }
}

function describe({ type, message, expected }: Extract<EngineEvent, { event: 'error' }>): string {
  return expected ? message : `${type}: ${message}`;
}

function onLines(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', onLine);
}
