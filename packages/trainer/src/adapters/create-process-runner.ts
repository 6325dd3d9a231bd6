import { spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createStorage, downloadTree, uploadTree } from '@detectory/storage';
import { type MlPaths, toMlPaths } from '../contract/ml-paths.js';
import type { ProgressEvent } from '../control/progress-channel.js';
import { EngineFailedError, OutputExistsError } from '../errors.js';
import type { Runner, RunRequest, RunResult } from '../runner/run-request.js';
import { packModel } from './pack-model.js';
import { readDataset } from './read-dataset.js';
import { resolveWeights } from './resolve-weights.js';

/**
 * Trains in a process on this machine, against a folder laid out as SageMaker lays out /opt/ml. The run's folder appears
 * under `out` only when it is whole; a failed run's log and failure file are kept beside it as `<name>.failed`.
 */
export function createProcessRunner(): Runner {
  return { run: (request) => (request.out.startsWith('s3://') ? runAndUpload(request) : runLocally(request)) };
}

async function runAndUpload(request: RunRequest): Promise<RunResult> {
  const folder = await mkdtemp(join(tmpdir(), 'detectory-run-'));
  try {
    await runLocally({ ...request, out: folder });
    const target = `${request.out.replace(/\/$/, '')}/${request.name}`;
    await uploadTree(createStorage(), join(folder, request.name), target);
    return { model: `${target}/model.tar.gz`, output: `${target}/output` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runLocally(request: RunRequest): Promise<RunResult> {
  const target = resolve(request.out, request.name);
  if (existsSync(target)) throw new OutputExistsError(target);
  const partial = `${target}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    const paths = toMlPaths(join(partial, 'ml'));
    await layOut(paths, request);
    await runControlProgram(paths, join(partial, 'train.log'), request);
    await packModel(paths.model, join(partial, 'model.tar.gz'));
    await rename(join(paths.root, 'output', 'data'), join(partial, 'output'));
    await rm(paths.root, { recursive: true });
    await rename(partial, target);
    return { model: join(target, 'model.tar.gz'), output: join(target, 'output') };
  } catch (error) {
    await keepFailure(partial, `${target}.failed`);
    throw error;
  }
}

/** What SageMaker writes before it starts a training container. */
async function layOut(paths: MlPaths, request: RunRequest): Promise<void> {
  for (const folder of [
    join(paths.root, 'input', 'config'),
    paths.channels,
    paths.model,
    paths.outputData,
    paths.checkpoints,
  ])
    await mkdir(folder, { recursive: true });
  await provideDataset(request.data, join(paths.channels, 'training'));
  const weights = await provideWeights(
    request.hyperparameters['weights'] ?? 'yolov5s.pt',
    join(paths.channels, 'weights'),
  );
  const channels = {
    training: { TrainingInputMode: 'File' },
    ...(weights === 'none' ? {} : { weights: { TrainingInputMode: 'File' } }),
  };
  const host = 'algo-1';
  await writeJson(paths.hyperparameters, { ...request.hyperparameters, weights });
  await writeJson(paths.inputDataConfig, channels);
  await writeJson(paths.resourceConfig, {
    current_host: host,
    hosts: [host],
    network_interface_name: 'lo',
    current_instance_type: 'local',
  });
}

/** A local dataset is checked before anything starts, and linked: nothing is copied. */
async function provideDataset(data: string, channel: string): Promise<void> {
  if (data.startsWith('s3://')) {
    await downloadTree(createStorage(), data, channel);
    return;
  }
  await readDataset(resolve(data));
  await symlink(resolve(data), channel);
}

/** Answers the name that the weights have in their channel, or `none`. */
async function provideWeights(text: string, channel: string): Promise<string> {
  const file = await resolveWeights(text, { downloadFolder: channel });
  if (file === undefined) return 'none';
  await mkdir(channel, { recursive: true });
  const linked = join(channel, basename(file));
  if (linked !== file) await symlink(file, linked);
  return basename(file);
}

function writeJson(file: string, value: object): Promise<void> {
  return writeFile(file, JSON.stringify(value, undefined, 2));
}

const progressDescriptor = 3;

async function runControlProgram(paths: MlPaths, logFile: string, request: RunRequest): Promise<void> {
  const log = createWriteStream(logFile);
  const child = spawn(process.execPath, [controlProgram(), 'train'], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // A Ctrl-C on the terminal is answered here, once, and not by the whole process group at the same time.
    detached: true,
    env: { ...process.env, DETECTORY_ML_ROOT: paths.root, DETECTORY_PROGRESS_FD: String(progressDescriptor) },
  });
  const stop = () => child.kill('SIGTERM');
  request.signal.addEventListener('abort', stop, { once: true });
  const onLog = (line: string) => {
    log.write(`${line}\n`);
    request.onLog(line);
  };
  onLines(child.stdout, onLog);
  onLines(child.stderr, onLog);
  onLines(child.stdio[progressDescriptor] as Readable, (line) => request.onProgress(JSON.parse(line) as ProgressEvent));
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  request.signal.removeEventListener('abort', stop);
  await new Promise<void>((done) => log.end(done));
  if (code !== 0) throw new EngineFailedError('Training', await readFailure(paths, logFile), true);
}

/** The built control program, also where sources run unbuilt. */
function controlProgram(): string {
  return fileURLToPath(new URL('../../dist/container.js', import.meta.url));
}

function onLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream, crlfDelay: Infinity }).on('line', onLine);
}

async function readFailure({ failure }: MlPaths, logFile: string): Promise<string> {
  const text = await readFile(failure, 'utf8').catch(() => `the control program ended without a word; see ${logFile}`);
  return text.replace(/^\w+Error: /, '');
}

/** Keeps what tells why; the rest of a failed run is of no use. */
async function keepFailure(partial: string, kept: string): Promise<void> {
  const log = join(partial, 'train.log');
  if (existsSync(log)) {
    await rm(kept, { recursive: true, force: true });
    await mkdir(kept, { recursive: true });
    await rename(log, join(kept, 'train.log'));
  }
  await rm(partial, { recursive: true, force: true });
}
