import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './workspace.js';

export const trainingImage = 'detectory-sagemaker-training:latest';
export const servingImage = 'detectory-sagemaker-serving:latest';

/** Builds the images where they are missing or older than their sources. */
export function ensureImages(): void {
  execFileSync('npx', ['nx', 'run-many', '-t', 'image', '-p', 'training,serving'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NX_DAEMON: 'false' },
  });
}

/** Runs the client and answers what it printed; an exit code other than 0 is an error that shows it. */
export function docker(...args: string[]): string {
  return execFileSync(process.env['DETECTORY_DOCKER'] ?? 'docker', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** Flags under which operations run what they don't trust. */
export const hardened = ['--user', '1000:1000', '--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL'];

/** Starts a serving container on a free loopback port, hands its address on once it answers, and removes it. */
export async function withServingContainer<T>(
  flags: readonly string[],
  use: (url: string, container: string) => Promise<T>,
): Promise<T> {
  const container = docker('run', '--detach', '--publish', '127.0.0.1::8080', ...flags, servingImage);
  try {
    const url = `http://${docker('port', container, '8080')}`;
    await untilReady(url, container);
    return await use(url, container);
  } finally {
    docker('rm', '--force', container);
  }
}

async function untilReady(url: string, container: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(100)) {
    // Docker's proxy answers before the server does, and hangs up; Node 20's fetch may wait for ever then.
    const answer = await fetch(`${url}/ping`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`the serving container doesn't answer: ${docker('logs', container)}`);
}
