import { ImageUnfitError, parseRepository, verifyImage } from '@detectory/deployer';
import { findEcrRepository } from '@detectory/deployer/ecr';
import { findWorkspace, readPublishedImages } from '@detectory/deployer/workspace';

const ecrRegion = /^\d{12}\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\./;

/** The image that a job runs: the one that was published last from this workspace into the job's region, by digest. */
export async function findTrainingImage(region: string): Promise<string | undefined> {
  const published = await readPublished();
  const there = Object.entries(published).find(([repository]) => ecrRegion.exec(repository)?.[1] === region);
  return there && `${there[0]}@${there[1].digest}`;
}

async function readPublished(): ReturnType<typeof readPublishedImages> {
  try {
    return await readPublishedImages(findWorkspace(), 'training');
  } catch {
    // What npm installs stands in no workspace: then --image says it.
    return {};
  }
}

/**
 * Whether SageMaker would take the image, by what its registry keeps: an OCI manifest or another machine's image fails the job
 * after minutes of waiting for a machine.
 * @throws ImageUnfitError, RepositoryMissingError, and what ECR says
 */
export async function assertTrainingImage(image: string): Promise<void> {
  const [, name = image, digest, tag = 'latest'] = /^(.*?)(?:@(sha256:.*)|:([^/:]+))?$/.exec(image) ?? [];
  const repository = parseRepository(name);
  // Where it lies elsewhere, the job's own checks say so.
  if (repository.kind !== 'ecr') return;
  const found = await findEcrRepository(repository);
  const manifest = await found?.registry.fetchManifest(digest ?? tag);
  if (!found || !manifest)
    throw new ImageUnfitError(image, ['it is not there: push it with `detectory-launch images push training`']);
  await verifyImage(found.registry, manifest, { kind: 'training', subject: image });
}
