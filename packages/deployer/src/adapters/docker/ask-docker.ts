import { type DockerResult, type DockerRun, runDocker } from './run-docker.js';
import { type DockerFailure, toDockerError } from './to-docker-error.js';

/** Runs the client and answers what it printed. @throws DeployerError for an exit code other than 0 */
export async function ask(run: DockerRun, action: string): Promise<string> {
  const result = await runDocker(run);
  assertDone(result, { action, address: await findAddress() });
  return result.stdout;
}

export function assertDone({ code, stderr }: DockerResult, failure: Omit<DockerFailure, 'stderr'>): void {
  if (code !== 0) throw toDockerError({ ...failure, stderr });
}

/** Where the engine of the current context listens. */
export async function findAddress(): Promise<string> {
  const own = process.env['DOCKER_HOST'];
  if (own) return own;
  const { code, stdout } = await runDocker({ args: ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'] });
  return code === 0 && stdout.trim() ? stdout.trim() : 'unix:///var/run/docker.sock';
}
