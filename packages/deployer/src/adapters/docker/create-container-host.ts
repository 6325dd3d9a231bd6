import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { ContainerHost, ContainerRun } from '../../containers/container-host.js';
import { EngineMissingError } from '../../errors.js';
import { ask } from './ask-docker.js';

/** Containers through docker's own client; DOCKER_HOST and docker's contexts say where they run. */
export function createContainerHost(): ContainerHost {
  return {
    start: async (run) => (await ask({ args: toArguments(run) }, `starting a container of ${run.image}`)).trim(),
    copyLogs: (id, file) => copyLogs(id, file),
    exists: async (id) =>
      (await ask({ args: ['ps', '--all', '--quiet', '--filter', `id=${id}`] }, 'looking for the container')).trim() !==
      '',
    wait: async (id) => Number(await ask({ args: ['wait', id] }, 'waiting for the container')),
    stop: async (id, options) => {
      await ask({ args: [options?.force ? 'kill' : 'stop', id] }, 'stopping the container');
    },
    remove: async (id) => {
      await ask({ args: ['rm', '--force', id] }, 'removing the container');
    },
    hasGpus: async () =>
      /nvidia/.test(await ask({ args: ['info', '--format', '{{json .Runtimes}}'] }, 'asking for its GPUs')),
  };
}

function toArguments(run: ContainerRun): string[] {
  const environment = Object.entries(run.environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  return [
    ...['run', '--detach', '--pull', 'never', '--security-opt', 'no-new-privileges'],
    ...['--shm-size', run.shmSize, '--network', run.network, '--stop-timeout', String(run.stopTimeoutSeconds)],
    ...(run.gpus ? ['--gpus', 'all'] : []),
    ...(run.user === undefined ? [] : ['--user', run.user]),
    ...environment,
    ...run.mounts.flatMap((mount) => ['--mount', toMount(mount)]),
    run.image,
    ...run.command,
  ];
}

/** One record of CSV, as the client reads it: `--volume` would end a path at its first colon. */
function toMount({ source, target, readOnly }: ContainerRun['mounts'][number]): string {
  const fields = ['type=bind', `source=${source}`, `target=${target}`, ...(readOnly ? ['readonly'] : [])];
  return fields.map((field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
}

/** Writes into the file by itself, so that it goes on where this process is killed. */
function copyLogs(id: string, file: string): Promise<void> {
  const log = openSync(file, 'a');
  const child = spawn('docker', ['logs', '--follow', id], { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new EngineMissingError({ cause })));
    child.once('close', () => resolve());
  });
}
