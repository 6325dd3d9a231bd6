import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createRunner } from '../runner/create-runner.js';
import type { ContainerHost } from '../runner/local/container-host.js';
import type { RunRequest, Runner } from '../runner/run-request.js';
import { layOutRun, linkChannels } from './local/lay-out-run.js';
import { identifyProcess } from './local/process-identity.js';
import type { PartialRun } from './local/run-folder.js';
import { type LocalProgram, startLocalRun } from './local/start-local-run.js';
import { withRemoteOut } from './local/with-remote-out.js';

export interface ProcessRunnerOptions {
  /** The control program; by default the built one of this package. */
  readonly program?: string;
  /** Tells whether an earlier run of a name, in a container, is there still; without it, it counts as under way. */
  readonly openHost?: () => ContainerHost;
}

/**
 * Trains in a process on this machine, against a folder laid out as SageMaker lays out /opt/ml. The run's folder appears
 * under `out` only when it is whole; a failed run's log, reason and checkpoints are kept beside it as `<name>.failed`.
 */
export function createProcessRunner({ program = controlProgram(), openHost }: ProcessRunnerOptions = {}): Runner {
  const startProgram = (run: PartialRun, request: RunRequest) => startControlProgram(program, run, request);
  return createRunner(
    'process',
    withRemoteOut((request) => startLocalRun('process', request, startProgram, openHost)),
  );
}

/** Nobody kills a process here after SageMaker's two minutes: it may finish its epoch and its export. */
const stopSeconds = 3600;

/** The program writes into files, not into pipes: it goes on where this process is killed, and others may watch it. */
async function startControlProgram(program: string, run: PartialRun, request: RunRequest): Promise<LocalProgram> {
  await linkChannels(run.ml, await layOutRun(run.ml, request, run.ml.channels));
  const log = openSync(run.log, 'a');
  const child = spawn(process.execPath, [program, 'train'], {
    stdio: ['ignore', log, log],
    // A Ctrl-C on the terminal is answered here, once, and not by the whole process group at the same time.
    detached: true,
    env: {
      DETECTORY_STOP_SECONDS: String(stopSeconds),
      ...process.env,
      DETECTORY_ML_ROOT: run.ml.root,
      TRAINING_JOB_NAME: request.name,
      DETECTORY_PROGRESS_FILE: run.progress,
    },
  });
  closeSync(log);
  const ended = new Promise<string | undefined>((done) => {
    child.once('error', (error) => done(`did not start (${error.message})`));
    child.once('exit', (code, signal) => done(code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`));
  });
  return {
    program: identifyProcess(child.pid ?? 0),
    ended,
    stop: (force) => Promise.resolve(void child.kill(force ? 'SIGKILL' : 'SIGTERM')),
  };
}

/** The built control program, also where sources run unbuilt. */
function controlProgram(): string {
  return fileURLToPath(new URL('../../dist/container.js', import.meta.url));
}
