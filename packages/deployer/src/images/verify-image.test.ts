import { describe, expect, it } from 'vitest';
import { ImageUnfitError } from '../errors.js';
import { dockerManifestType } from './find-image-faults.js';
import { toRequiredLabels } from './image-kind.js';
import type { FetchedManifest, ImageRegistry } from './image-registry.js';
import { verifyImage } from './verify-image.js';

const config = { os: 'linux', architecture: 'amd64', config: { Labels: toRequiredLabels('serving') } };
const subject = { kind: 'serving', subject: 'it' } as const;

function toRegistry(text = JSON.stringify(config)): ImageRegistry {
  return {
    fetchManifest: async () => undefined,
    fetchConfig: async () => text,
    listTags: async () => [],
    removeImage: async () => undefined,
  };
}

function toManifest(layerBytes: number, mediaType: string = dockerManifestType): FetchedManifest {
  const content = { config: { digest: 'sha256:c', size: 100 }, layers: [{ size: layerBytes }, { size: 1 }] };
  return { digest: 'sha256:m', mediaType, text: JSON.stringify(content) };
}

describe(verifyImage, () => {
  it('adds up what is pulled', async () => {
    expect(await verifyImage(toRegistry(), toManifest(1000), subject)).toEqual({
      digest: 'sha256:m',
      mediaType: dockerManifestType,
      platform: 'linux/amd64',
      sizeBytes: 1101,
      labels: toRequiredLabels('serving'),
      warnings: [],
    });
  });

  it('warns of an image that a serverless endpoint would not take', async () => {
    const { warnings } = await verifyImage(toRegistry(), toManifest(10.4e9), subject);
    expect(warnings[0]).toMatch(/10\.4 GB: serverless endpoints take images up to 10 GB/);
    const training = { kind: 'training', subject: 'it' } as const;
    expect((await verifyImage(toRegistry(), toManifest(10.4e9), training)).warnings).toEqual([]);
  });

  it('names every fault at once', async () => {
    const registry = toRegistry('{"os":"linux","architecture":"arm64","config":null}');
    const refused = verifyImage(registry, toManifest(1, 'application/vnd.oci.image.manifest.v1+json'), subject);
    await expect(refused).rejects.toThrow(ImageUnfitError);
    await expect(refused).rejects.toThrow(/oci\.image\.manifest.*linux\/arm64.*lacks the labels/);
  });

  it.each(['{"manifests":[]}', 'not JSON', 'null', '{"config":{"digest":"sha256:c"}}'])(
    'refuses the manifest %s, which names no image',
    async (text) => {
      const manifest = { digest: 'sha256:m', mediaType: dockerManifestType, text };
      await expect(verifyImage(toRegistry(), manifest, subject)).rejects.toThrow(/names no configuration/);
    },
  );

  it('refuses an image whose configuration is none', async () => {
    await expect(verifyImage(toRegistry('<html>'), toManifest(1), subject)).rejects.toThrow(/unknown\/unknown/);
  });
});
