import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  type ECRClient,
  GetDownloadUrlForLayerCommand,
  paginateListImages,
} from '@aws-sdk/client-ecr';
import { RegistryFailedError } from '../../errors.js';
import {
  type FetchedManifest,
  type ImageRegistry,
  manifestMediaTypes,
  type PublishedTag,
} from '../../images/image-registry.js';
import type { EcrRepositoryReference } from '../../images/parse-repository.js';
import { inAccount } from './ensure-repository.js';
import { toEcrError } from './to-ecr-error.js';

interface RepositoryParameters {
  readonly repositoryName: string;
  readonly registryId?: string;
}

/** A repository through ECR's own API. */
export function createEcrRegistry(client: ECRClient, reference: EcrRepositoryReference): ImageRegistry {
  const parameters = { repositoryName: reference.name, ...inAccount(reference) };
  const guard = async <Result>(action: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw toEcrError(error, reference.name, action);
    }
  };
  return {
    fetchManifest: (tag) => guard('BatchGetImage', () => fetchManifest(client, parameters, tag)),
    fetchConfig: (digest) => guard('GetDownloadUrlForLayer', () => fetchConfig(client, parameters, digest)),
    listTags: () => guard('ListImages', () => listTags(client, parameters)),
    removeImage: (digest) => guard('BatchDeleteImage', () => removeImage(client, parameters, digest)),
  };
}

async function fetchManifest(
  client: ECRClient,
  parameters: RepositoryParameters,
  reference: string,
): Promise<FetchedManifest | undefined> {
  const { images, failures } = await client.send(
    new BatchGetImageCommand({
      ...parameters,
      imageIds: [reference.startsWith('sha256:') ? { imageDigest: reference } : { imageTag: reference }],
      acceptedMediaTypes: [...manifestMediaTypes],
    }),
  );
  const image = images?.[0];
  const failure = failures?.find(({ failureCode }) => failureCode !== 'ImageNotFound');
  if (failure)
    throw new RegistryFailedError(parameters.repositoryName, `ECR does not show the image (${failure.failureCode})`);
  if (!image?.imageManifest || !image.imageId?.imageDigest) return undefined;
  return {
    digest: image.imageId.imageDigest,
    mediaType: image.imageManifestMediaType ?? 'unknown',
    text: image.imageManifest,
  };
}

/** The configuration is kept as a layer is; its address is signed, so no message repeats it. */
async function fetchConfig(client: ECRClient, parameters: RepositoryParameters, layerDigest: string): Promise<string> {
  const { downloadUrl } = await client.send(new GetDownloadUrlForLayerCommand({ ...parameters, layerDigest }));
  const response = downloadUrl ? await fetch(downloadUrl).catch(() => undefined) : undefined;
  if (!response?.ok)
    throw new RegistryFailedError(
      parameters.repositoryName,
      `the image's configuration ${layerDigest} can't be downloaded (${response?.status ?? 'no answer'})`,
    );
  return response.text();
}

async function listTags(client: ECRClient, parameters: RepositoryParameters): Promise<PublishedTag[]> {
  const tags: PublishedTag[] = [];
  for await (const page of paginateListImages({ client }, { ...parameters, filter: { tagStatus: 'TAGGED' } }))
    for (const { imageTag, imageDigest } of page.imageIds ?? [])
      if (imageTag && imageDigest) tags.push({ tag: imageTag, digest: imageDigest });
  return tags;
}

async function removeImage(client: ECRClient, parameters: RepositoryParameters, imageDigest: string): Promise<void> {
  const { failures } = await client.send(new BatchDeleteImageCommand({ ...parameters, imageIds: [{ imageDigest }] }));
  if (failures?.length)
    throw new RegistryFailedError(
      parameters.repositoryName,
      `ECR did not delete ${imageDigest} (${failures[0]?.failureCode})`,
    );
}
