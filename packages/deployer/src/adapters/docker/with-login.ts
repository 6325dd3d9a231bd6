import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegistryLogin } from '../../images/image-registry.js';
import { type DockerResult, runDocker } from './run-docker.js';

export interface LoginContext {
  readonly login: RegistryLogin;
  /** Where the engine listens: the user's own contexts can't be seen from another DOCKER_CONFIG. */
  readonly address: string;
  readonly signal?: AbortSignal | undefined;
  readonly assertDone: (result: DockerResult) => void;
}

/**
 * Signs in within a folder of its own, which is removed afterwards: the user's ~/.docker is neither read nor written.
 * @param work gets the environment in which docker is signed in
 */
export async function withLogin<Result>(
  { login, address, signal, assertDone }: LoginContext,
  work: (environment: Readonly<Record<string, string>>) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'detectory-login-'));
  try {
    await chmod(folder, 0o700);
    // A file that names a login already keeps docker from looking for the machine's key store, where it would stay.
    await writeFile(join(folder, 'config.json'), JSON.stringify({ auths: { [login.host]: {} } }), { mode: 0o600 });
    const environment = { DOCKER_CONFIG: folder, DOCKER_HOST: address };
    const args = ['login', '--username', login.username, '--password-stdin', login.host];
    assertDone(await runDocker({ args, input: login.password, environment, signal }));
    return await work(environment);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
