import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { drawWorkbench } from '@detectory/workbench';
import { mustRun } from './run-bin.js';
import { root } from './workspace.js';

/** What the control program tells; the tests look at few of its fields. */
export interface ToldEvent {
  readonly event: string;
  readonly epoch?: number;
  readonly batch?: number;
  readonly stage?: string;
}

export interface TrainingProcess {
  readonly child: ChildProcess;
  /** The ended process: `code` is null after a signal. */
  readonly ended: Promise<TrainingEnd>;
}

export interface TrainingEnd {
  readonly code: number | null;
  readonly log: string;
  readonly events: readonly ToldEvent[];
}

export interface TrainingWorld {
  readonly work: string;
  /** A small dataset of drawn photos. */
  readonly dataset: string;
  /** A folder laid out as SageMaker lays out /opt/ml. */
  layOut(name: string, hyperparameters: Record<string, string>, dataset?: string): string;
  close(): void;
}

/** As small as real training gets: few photos, the smallest network from nothing, in this process. */
const smallest = { weights: 'none', cfg: 'yolov5n', imgsz: '64', 'batch-size': '4', workers: '0', noplots: 'True' };

export async function createTrainingWorld(photos = 16): Promise<TrainingWorld> {
  const work = mkdtempSync(join(tmpdir(), 'detectory-training-'));
  const drawn = join(work, 'drawn');
  const dataset = join(work, 'dataset');
  await drawWorkbench({ outDir: drawn, photos, sizePx: 96, seed: 3 });
  const labels = ['--images', drawn, '--labels', join(drawn, 'labels.json'), '--split', '75/25/0'];
  await mustRun('detectory-prep', ['build', join(drawn, 'output.manifest'), ...labels, '--out', dataset]);
  return {
    work,
    dataset,
    layOut(name, hyperparameters, data = dataset) {
      const ml = join(work, name);
      for (const folder of ['input/config', 'input/data', 'model', 'output/data', 'checkpoints'])
        mkdirSync(join(ml, folder), { recursive: true });
      symlinkSync(data, join(ml, 'input', 'data', 'training'));
      setHyperparameters(ml, hyperparameters);
      return ml;
    },
    close: () => rmSync(work, { recursive: true }),
  };
}

export function setHyperparameters(ml: string, hyperparameters: Record<string, string>): void {
  const file = join(ml, 'input', 'config', 'hyperparameters.json');
  writeFileSync(file, JSON.stringify({ ...smallest, ...hyperparameters }));
}

const progressDescriptor = 3;

export interface TrainingOptions {
  readonly environment?: Record<string, string>;
  /** Sees each event as it comes. */
  readonly react?: (event: ToldEvent, child: ChildProcess) => void;
  /** A program that starts the control program, such as unshare. */
  readonly wrap?: readonly string[];
  /** Another command of the image than `train`. */
  readonly command?: 'train' | 'export' | 'evaluate';
}

/** Starts the training image's `train` as a process of its own, so that it can be killed. */
export function startTraining(ml: string, options: TrainingOptions = {}): TrainingProcess {
  const { environment, react, wrap = [], command = 'train' } = options;
  const line = [...wrap, process.execPath, join(root, 'packages/trainer/dist/container.js'), command];
  const child = spawn(line[0] ?? '', line.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DETECTORY_ML_ROOT: ml,
      // A killed process can't take its work folder away.
      TMPDIR: dirname(ml),
      DETECTORY_PROGRESS_FD: String(progressDescriptor),
      ...environment,
    },
  });
  const events: ToldEvent[] = [];
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  createInterface({ input: child.stdio[progressDescriptor] as Readable }).on('line', (line) => {
    const event = JSON.parse(line) as ToldEvent;
    events.push(event);
    react?.(event, child);
  });
  const ended = new Promise<TrainingEnd>((resolve) => child.once('close', (code) => resolve({ code, log, events })));
  return { child, ended };
}

/** Runs it to its end, which must be a good one. */
export async function mustTrain(ml: string, options?: TrainingOptions): Promise<TrainingEnd> {
  const end = await startTraining(ml, options).ended;
  if (end.code !== 0) throw new Error(`training in ${ml} ended with ${end.code}: ${end.log}`);
  return end;
}

/** The epochs of a finished run's results.csv, as they stand in it. */
export function trainedEpochs(ml: string): number[] {
  const [, ...rows] = readFileSync(join(ml, 'model', 'results.csv'), 'utf8')
    .trim()
    .split('\n');
  return rows.map((row) => Number(row.split(',', 1)[0]));
}

export function readFailure(ml: string): string {
  return readFileSync(join(ml, 'output', 'failure'), 'utf8');
}

/** Command lines of the living processes that were started for this folder. */
export function survivors(ml: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => readIfAlive(`/proc/${pid}/environ`).includes(`DETECTORY_ML_ROOT=${ml}\0`))
    .map((pid) => readIfAlive(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))
    .filter((line) => line !== '');
}

function readIfAlive(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The ids of this folder's living processes whose command line has the text, oldest first. */
export function findProcesses(ml: string, text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => readIfAlive(`/proc/${pid}/environ`).includes(`DETECTORY_ML_ROOT=${ml}\0`))
    .filter((pid) => readIfAlive(`/proc/${pid}/cmdline`).includes(text))
    .map(Number)
    .sort((a, b) => a - b);
}
