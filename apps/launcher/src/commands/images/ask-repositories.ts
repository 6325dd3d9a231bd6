import { DeployerError, parseRepository, RepositoryMissingError } from '@detectory/deployer';
import { findRepository } from '@detectory/deployer/repositories';
import { note } from './note.js';

export interface RepositoryTag {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

/**
 * What a repository holds. The default one in ECR is asked only where AWS is set up, and its silence is a note: the list
 * of local images needs no cloud. A repository that was asked for by name must answer.
 */
export async function askRepositories(name: string, isRequired: boolean): Promise<readonly RepositoryTag[]> {
  if (!isRequired && !isAwsSetUp()) return [];
  try {
    const repository = await findRepository(parseRepository(name));
    const tags = await repository?.registry.listTags();
    if (!tags && isRequired) throw new RepositoryMissingError(name);
    return (tags ?? []).map((tag) => ({ repository: repository?.uri ?? name, ...tag }));
  } catch (error) {
    if (isRequired || !(error instanceof DeployerError)) throw error;
    note(`ECR was not asked what is published: ${error.message}`);
    return [];
  }
}

function isAwsSetUp(): boolean {
  return ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE'].some((name) => process.env[name]);
}
