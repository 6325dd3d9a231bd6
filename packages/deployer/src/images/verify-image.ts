import { ImageUnfitError } from '../errors.js';
import { findManifestFaults, findPlatformFaults } from './find-image-faults.js';
import type { ImageKind } from './image-kind.js';
import type { FetchedManifest, ImageRegistry } from './image-registry.js';
import { parseImageConfig, parseManifest } from './parse-manifest.js';

export interface VerifiedImage {
  readonly digest: string;
  readonly mediaType: string;
  readonly platform: string;
  /** Compressed, as it is pulled. */
  readonly sizeBytes: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** The largest image that a serverless endpoint takes (Serverless Inference, "Container support"). */
const serverlessLimitBytes = 10e9;

/**
 * Checks what a registry really keeps, by its manifest and configuration.
 * @throws ImageUnfitError naming every reason at once why SageMaker would refuse it
 */
export async function verifyImage(
  registry: ImageRegistry,
  manifest: FetchedManifest,
  { kind, subject }: { readonly kind: ImageKind; readonly subject: string },
): Promise<VerifiedImage> {
  const content = parseManifest(manifest.text);
  const faults = findManifestFaults(manifest.mediaType, kind);
  const config = content && parseImageConfig(await registry.fetchConfig(content.configDigest));
  if (config) faults.push(...findPlatformFaults(config, kind));
  if (!content || !config || faults.length > 0)
    throw new ImageUnfitError(subject, faults.length > 0 ? faults : ['its manifest names no configuration']);
  return {
    digest: manifest.digest,
    mediaType: manifest.mediaType,
    platform: `${config.os}/${config.architecture}`,
    sizeBytes: content.sizeBytes,
    labels: config.labels,
    warnings: findWarnings(content.sizeBytes, kind),
  };
}

function findWarnings(sizeBytes: number, kind: ImageKind): string[] {
  if (kind !== 'serving' || sizeBytes <= serverlessLimitBytes) return [];
  return [
    `${(sizeBytes / 1e9).toFixed(1)} GB: serverless endpoints take images up to 10 GB; real-time endpoints take it.`,
  ];
}
