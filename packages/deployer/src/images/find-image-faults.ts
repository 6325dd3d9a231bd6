import { type ImageKind, toRequiredLabels } from './image-kind.js';

/** The one kind of manifest that SageMaker takes. */
export const dockerManifestType = 'application/vnd.docker.distribution.manifest.v2+json';

export interface ImagePlatform {
  readonly os: string;
  readonly architecture: string;
  readonly labels: Readonly<Record<string, string>>;
}

const buildAgain = (kind: ImageKind) => `build it with \`nx run ${kind}:image\``;

/** Why SageMaker would refuse a manifest of this media type; SageMaker rejects OCI manifests and lists of platforms. */
export function findManifestFaults(mediaType: string, kind: ImageKind): string[] {
  if (mediaType === dockerManifestType) return [];
  const what = /index|list/.test(mediaType) ? 'a list of images for several platforms' : 'another format';
  return [
    `its manifest is ${mediaType} (${what}), SageMaker takes ${dockerManifestType} only: ${buildAgain(kind)}, ` +
      'or with --provenance=false --output type=docker',
  ];
}

/** Why SageMaker could not run an image with this configuration. */
export function findPlatformFaults(image: ImagePlatform, kind: ImageKind): string[] {
  const faults: string[] = [];
  if (image.os !== 'linux' || image.architecture !== 'amd64')
    faults.push(
      `it is built for ${image.os}/${image.architecture}, SageMaker runs linux/amd64: ${buildAgain(kind)}, or with --platform linux/amd64`,
    );
  const wrong = Object.entries(toRequiredLabels(kind)).filter(([label, value]) => image.labels[label] !== value);
  if (wrong.length > 0)
    faults.push(
      `it lacks the label${wrong.length > 1 ? 's' : ''} ${wrong.map(([label, value]) => `${label}=${value}`).join(' and ')}: ` +
        `${buildAgain(kind)}, or add them to the Dockerfile`,
    );
  return faults;
}
