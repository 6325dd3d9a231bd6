import {
  CreateRepositoryCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
  GetLifecyclePolicyCommand,
  PutLifecyclePolicyCommand,
  type Repository,
} from '@aws-sdk/client-ecr';
import { RegistryFailedError } from '../../errors.js';
import type { EcrRepositoryReference } from '../../images/parse-repository.js';
import { findSettingDifferences, formatLifecyclePolicy, repositorySettings } from '../../images/repository-settings.js';
import { isNamed, toEcrError } from './to-ecr-error.js';

export interface EnsuredRepository {
  /** Host and path, as `docker push` takes them. */
  readonly uri: string;
  readonly created: boolean;
  /** How an existing repository differs from a new one; it is left as it is. */
  readonly differences: readonly string[];
}

/** Describes the repository, and creates it where it is missing; two who do that at once both succeed. */
export async function ensureRepository(
  client: ECRClient,
  reference: EcrRepositoryReference,
): Promise<EnsuredRepository> {
  const existing = await describe(client, reference);
  if (existing) return compare(client, reference, existing);
  const created = await create(client, reference);
  if (created) return { uri: toUri(created, reference), created: true, differences: [] };
  const rival = await describe(client, reference);
  if (!rival) throw new RegistryFailedError(reference.name, 'ECR says both that it exists and that it does not');
  return { uri: toUri(rival, reference), created: false, differences: [] };
}

/** Where the repository is, or undefined. */
export async function findRepository(
  client: ECRClient,
  reference: EcrRepositoryReference,
): Promise<string | undefined> {
  const existing = await describe(client, reference);
  return existing && toUri(existing, reference);
}

function toUri({ repositoryUri }: Repository, { name }: EcrRepositoryReference): string {
  if (!repositoryUri) throw new RegistryFailedError(name, 'ECR gave no address for it');
  return repositoryUri;
}

export function inAccount({ registryId }: EcrRepositoryReference): { registryId?: string } {
  return registryId ? { registryId } : {};
}

async function describe(client: ECRClient, reference: EcrRepositoryReference): Promise<Repository | undefined> {
  try {
    const { repositories } = await client.send(
      new DescribeRepositoriesCommand({ repositoryNames: [reference.name], ...inAccount(reference) }),
    );
    return repositories?.[0];
  } catch (error) {
    if (isNamed(error, 'RepositoryNotFoundException')) return undefined;
    throw toEcrError(error, reference.name, 'DescribeRepositories');
  }
}

/** Answers undefined where somebody else was quicker. */
async function create(client: ECRClient, reference: EcrRepositoryReference): Promise<Repository | undefined> {
  const { imageTagMutability, scanOnPush } = repositorySettings;
  const repositoryName = reference.name;
  try {
    const { repository } = await client.send(
      new CreateRepositoryCommand({
        repositoryName,
        ...inAccount(reference),
        imageTagMutability,
        imageScanningConfiguration: { scanOnPush },
      }),
    );
    await putLifecyclePolicy(client, reference);
    return repository;
  } catch (error) {
    if (isNamed(error, 'RepositoryAlreadyExistsException')) return undefined;
    throw toEcrError(error, repositoryName, 'CreateRepository');
  }
}

async function putLifecyclePolicy(client: ECRClient, reference: EcrRepositoryReference): Promise<void> {
  const lifecyclePolicyText = formatLifecyclePolicy();
  try {
    await client.send(
      new PutLifecyclePolicyCommand({ repositoryName: reference.name, ...inAccount(reference), lifecyclePolicyText }),
    );
  } catch (error) {
    throw toEcrError(error, reference.name, 'PutLifecyclePolicy');
  }
}

async function compare(
  client: ECRClient,
  reference: EcrRepositoryReference,
  existing: Repository,
): Promise<EnsuredRepository> {
  const differences = findSettingDifferences({
    imageTagMutability: existing.imageTagMutability,
    scanOnPush: existing.imageScanningConfiguration?.scanOnPush ?? false,
    hasLifecyclePolicy: await hasLifecyclePolicy(client, reference),
  });
  return { uri: toUri(existing, reference), created: false, differences };
}

async function hasLifecyclePolicy(client: ECRClient, reference: EcrRepositoryReference): Promise<boolean | undefined> {
  try {
    await client.send(new GetLifecyclePolicyCommand({ repositoryName: reference.name, ...inAccount(reference) }));
    return true;
  } catch (error) {
    if (isNamed(error, 'LifecyclePolicyNotFoundException')) return false;
    // Whoever may only push need not be able to read this.
    if (isNamed(error, 'AccessDeniedException')) return undefined;
    throw toEcrError(error, reference.name, 'GetLifecyclePolicy');
  }
}
