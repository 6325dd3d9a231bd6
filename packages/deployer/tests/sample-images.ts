import { createHash } from 'node:crypto';
import type { ContainerEngine, LocalImage } from '../src/index.js';

export const servingLabels = {
  'com.amazonaws.sagemaker.capabilities.multi-models': 'true',
  'com.amazonaws.sagemaker.capabilities.accept-bind-to-port': 'true',
};

export const dockerType = 'application/vnd.docker.distribution.manifest.v2+json';
export const tag = 'a1'.repeat(32);

export const builtImage = {
  name: 'detectory-sagemaker-serving',
  tag,
  imageId: `sha256:${'0'.repeat(64)}`,
  baseImage: 'scratch',
  sizeBytes: 12,
};

export const localImage: LocalImage = {
  id: builtImage.imageId,
  references: [`${builtImage.name}:${tag}`],
  sizeBytes: 12,
  createdAt: '2026-01-02T03:04:05Z',
  os: 'linux',
  architecture: 'amd64',
  labels: servingLabels,
};

export interface SampleImage {
  readonly manifest: string;
  readonly mediaType: string;
  readonly digest: string;
  readonly config: string;
  readonly configDigest: string;
}

/** An image as a registry keeps it; what is given replaces what SageMaker wants. */
export function toSampleImage({
  architecture = 'amd64',
  labels = servingLabels as Readonly<Record<string, string>>,
  mediaType = dockerType,
  layerBytes = 1000,
} = {}): SampleImage {
  const config = JSON.stringify({ architecture, os: 'linux', config: { Labels: labels } });
  const configDigest = sha256(config);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: { mediaType: 'application/vnd.docker.container.image.v1+json', digest: configDigest, size: config.length },
    layers: [{ mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', digest: sha256('l'), size: layerBytes }],
  });
  return { manifest, mediaType, digest: sha256(manifest), config, configDigest };
}

export function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** An engine that holds one image, and does with a push what the test says. */
export function createFakeEngine(
  push: ContainerEngine['push'],
  image: LocalImage | undefined = localImage,
): ContainerEngine {
  return {
    assertReady: async () => undefined,
    inspectImage: async () => image,
    listImages: async () => (image ? [image] : []),
    push,
  };
}
