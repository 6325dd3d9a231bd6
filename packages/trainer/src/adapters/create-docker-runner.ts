import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createRunner } from '../runner/create-runner.js';
import type { ContainerHost, ContainerMount } from '../runner/local/container-host.js';
import type { RunRequest, Runner } from '../runner/run-request.js';
import { toMlPaths } from '../contract/ml-paths.js';
import { type ChannelLink, layOutRun } from './local/lay-out-run.js';
import type { PartialRun } from './local/run-folder.js';
import { type LocalProgram, startLocalRun } from './local/start-local-run.js';
import { waitForContainer } from './local/wait-for-container.js';
import { withRemoteOut } from './local/with-remote-out.js';

export interface DockerRunnerOptions {
  readonly image: string;
  /** As Docker takes it: `1g`. PyTorch's loaders hand batches over in shared memory, of which Docker gives 64 MB. */
  readonly shmSize: string;
  readonly network: string;
}

/** The image's own place. */
const inside = toMlPaths();
/** Between SIGTERM and SIGKILL. SageMaker gives two minutes; here an epoch and an export have time to end. */
const stopTimeoutSeconds = 600;
/** Some of it is left for the files. */
const stopSeconds = 570;

/**
 * Trains in a container of the training image, with the channels read-only and without network. Its run's folder is made as
 * the process runner makes it.
 */
export function createDockerRunner(options: DockerRunnerOptions, host: ContainerHost): Runner {
  const startContainer = (run: PartialRun, request: RunRequest) => startTraining(run, request, options, host);
  return createRunner(
    'docker',
    withRemoteOut((request) => startLocalRun('docker', request, startContainer, () => host)),
  );
}

async function startTraining(
  run: PartialRun,
  request: RunRequest,
  { image, shmSize, network }: DockerRunnerOptions,
  host: ContainerHost,
): Promise<LocalProgram> {
  const links = await layOutRun(run.ml, request, inside.channels);
  const id = await host.start({
    image,
    command: ['train'],
    mounts: [{ source: run.ml.root, target: inside.root, readOnly: false }, ...(await mountChannels(run, links))],
    environment: {
      DETECTORY_PROGRESS_FILE: run.progress.replace(run.ml.root, inside.root),
      TRAINING_JOB_NAME: request.name,
      DETECTORY_STOP_SECONDS: String(stopSeconds),
    },
    shmSize,
    network,
    gpus: await host.hasGpus(),
    user: callersUser(),
    stopTimeoutSeconds,
  });
  const logs = host.copyLogs(id, run.log);
  return {
    program: { kind: 'container', id },
    ended: waitForContainer({ id, target: resolve(request.out, request.name) }, host, logs),
    stop: (force) => host.stop(id, { force }),
  };
}

/** The places to mount at are made here: the engine would make them as root. */
async function mountChannels(run: PartialRun, links: readonly ChannelLink[]): Promise<ContainerMount[]> {
  const mounts: ContainerMount[] = [];
  for (const { source, at } of links) {
    const place = join(run.ml.channels, at);
    await mkdir(dirname(place), { recursive: true });
    if ((await stat(source)).isDirectory()) await mkdir(place);
    else await writeFile(place, '');
    mounts.push({ source, target: join(inside.channels, at), readOnly: true });
  }
  return mounts;
}

/** Windows has no such numbers. */
function callersUser(): string | undefined {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  return uid === undefined || gid === undefined ? undefined : `${uid}:${gid}`;
}
