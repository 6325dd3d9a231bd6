import type { OpenRepository, RepositoryAccess } from '../../images/image-registry.js';
import type { RepositoryReference } from '../../images/parse-repository.js';
import { openPlainRepository } from '../registry/index.js';

/**
 * Signs in where a repository is, ECR or any other registry. Nothing is created before `ensure`, so that missing
 * credentials are told before a long build. ECR's SDK is loaded when it is first needed.
 */
export async function openRepository(reference: RepositoryReference, signal?: AbortSignal): Promise<RepositoryAccess> {
  if (reference.kind === 'registry') return { ensure: () => openPlainRepository(reference, signal) };
  const { openEcr } = await import('../ecr/index.js');
  return openEcr(reference, signal);
}

/** A repository to be read alone; undefined where ECR has none of that name. */
export async function findRepository(reference: RepositoryReference): Promise<OpenRepository | undefined> {
  if (reference.kind === 'registry') return openPlainRepository(reference);
  const { findEcrRepository } = await import('../ecr/index.js');
  return findEcrRepository(reference);
}
