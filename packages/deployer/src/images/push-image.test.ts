import { describe, expect, it } from 'vitest';
import { ImageUnfitError, RegistryFailedError } from '../errors.js';
import { createFakeEngine, builtImage, localImage, tag, toSampleImage } from '../../tests/sample-images.js';
import type { ImageRegistry } from './image-registry.js';
import { pushImage } from './push-image.js';

/** A registry whose deletion is switched off, as many are, and that shows what `arrives` holds. */
function toRegistry(arrives: ReturnType<typeof toSampleImage>[]): ImageRegistry {
  return {
    fetchManifest: async () => {
      const [image] = arrives;
      return image && { digest: image.digest, mediaType: image.mediaType, text: image.manifest };
    },
    fetchConfig: async () => arrives[0]?.config ?? '',
    listTags: async () => [],
    removeImage: () => Promise.reject(new RegistryFailedError('it', 'it answered 405')),
  };
}

const uri = 'localhost:5000/team/serving';

describe(pushImage, () => {
  it('says what to delete where an unfit image arrived and can not be taken out again', async () => {
    const arrives: ReturnType<typeof toSampleImage>[] = [];
    const engine = createFakeEngine(async () => {
      arrives.push(toSampleImage({ architecture: 'arm64' }));
    });
    const repository = { uri, registry: toRegistry(arrives) };
    const refused = pushImage({ kind: 'serving', image: builtImage, repository, engine, note: () => undefined });
    await expect(refused).rejects.toThrow(`Delete it from the repository, so that tag ${tag} is free again.`);
  });

  it('sends nothing where the engine already shows an OCI manifest', async () => {
    const oci = { ...localImage, mediaType: 'application/vnd.oci.image.index.v1+json' };
    const engine = createFakeEngine(() => Promise.reject(new Error('nothing is to be pushed')), oci);
    const repository = { uri, registry: toRegistry([]) };
    const refused = pushImage({ kind: 'serving', image: builtImage, repository, engine, note: () => undefined });
    await expect(refused).rejects.toThrow(ImageUnfitError);
    await expect(refused).rejects.toThrow(/Nothing was pushed/);
  });

  it('does not believe a push that left no tag', async () => {
    const repository = { uri, registry: toRegistry([]) };
    const engine = createFakeEngine(async () => undefined);
    const refused = pushImage({ kind: 'serving', image: builtImage, repository, engine, note: () => undefined });
    await expect(refused).rejects.toThrow(/yet there is no tag/);
  });

  it('passes warnings on', async () => {
    const notes: string[] = [];
    const repository = { uri, registry: toRegistry([toSampleImage({ layerBytes: 11e9 })]) };
    const engine = createFakeEngine(async () => undefined);
    await pushImage({ kind: 'serving', image: builtImage, repository, engine, note: (text) => notes.push(text) });
    expect(notes).toEqual([
      `${uri}:a1a1a1a1a1a1 is there already: nothing is pushed.`,
      'warning: 11.0 GB: serverless endpoints take images up to 10 GB; real-time endpoints take it.',
    ]);
  });
});
