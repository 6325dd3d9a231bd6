import type { OpenRepository, RepositoryAccess } from '../../images/image-registry.js';
import type { EcrRepositoryReference } from '../../images/parse-repository.js';
import { createEcrClient } from './create-ecr-client.js';
import { createEcrRegistry } from './create-ecr-registry.js';
import { ensureRepository, findRepository } from './ensure-repository.js';
import { fetchEcrLogin } from './fetch-ecr-login.js';

/**
 * Signs in to ECR. Nothing is created before `ensure`, so that missing credentials are told before a long build.
 * @throws AwsSetupError, RegistryRefusedError, RegistryUnreachableError
 */
export async function openEcr(reference: EcrRepositoryReference, signal?: AbortSignal): Promise<RepositoryAccess> {
  const client = createEcrClient({ region: reference.region, signal });
  const login = await fetchEcrLogin(client, reference.name);
  return {
    ensure: async (note) => {
      if (!reference.name.includes('sagemaker'))
        note(
          `warning: "${reference.name}" does not hold "sagemaker": a role with AmazonSageMakerFullAccess alone can't pull from it.`,
        );
      const { uri, created, differences } = await ensureRepository(client, reference);
      if (created) note(`Created the repository ${uri}: immutable tags, scan on push, a lifecycle policy.`);
      if (differences.length > 0) note(`${uri} is left as it was configured: ${differences.join('; ')}.`);
      const host = uri.slice(0, uri.indexOf('/'));
      return { uri, registry: createEcrRegistry(client, reference), login: { host, ...login } };
    },
  };
}

/** An existing repository, to be read alone; undefined where there is none. */
export async function findEcrRepository(reference: EcrRepositoryReference): Promise<OpenRepository | undefined> {
  const client = createEcrClient({ region: reference.region });
  const uri = await findRepository(client, reference);
  return uri === undefined ? undefined : { uri, registry: createEcrRegistry(client, reference) };
}
