import type { OpenRepository, RegistryLogin } from '../../images/image-registry.js';
import type { PlainRepositoryReference } from '../../images/parse-repository.js';
import { readDockerLogin } from '../docker/index.js';
import { createHttpRegistry } from './create-http-registry.js';

/**
 * A repository of a registry that is not ECR's. The login comes from DETECTORY_REGISTRY_USERNAME and _PASSWORD, as in CI;
 * otherwise from the user's own `docker login`, which the engine then uses by itself.
 */
export async function openPlainRepository(
  { host, path }: PlainRepositoryReference,
  signal?: AbortSignal,
): Promise<OpenRepository> {
  const given = readGivenLogin(host);
  const login = given ?? (await readDockerLogin(host));
  return { uri: `${host}/${path}`, registry: createHttpRegistry({ host, path, login, signal }), login: given };
}

function readGivenLogin(host: string): RegistryLogin | undefined {
  const username = process.env['DETECTORY_REGISTRY_USERNAME'];
  const password = process.env['DETECTORY_REGISTRY_PASSWORD'];
  return username && password ? { host, username, password } : undefined;
}
