import type { ImagePlatform } from './find-image-faults.js';

export interface ManifestContent {
  readonly configDigest: string;
  /** What is pulled: the layers as they are stored, compressed, and the configuration. */
  readonly sizeBytes: number;
}

interface Blob {
  readonly digest?: unknown;
  readonly size?: unknown;
}

/** The parts of a manifest that matter here; undefined for lists of platforms and what else has no configuration. */
export function parseManifest(text: string): ManifestContent | undefined {
  const { config, layers } = parseJson(text) as { config?: Blob; layers?: readonly Blob[] };
  if (typeof config?.digest !== 'string' || !Array.isArray(layers)) return undefined;
  const sizes = [config, ...(layers as readonly Blob[])].map(({ size }) => (typeof size === 'number' ? size : 0));
  return { configDigest: config.digest, sizeBytes: sizes.reduce((total, size) => total + size, 0) };
}

export function parseImageConfig(text: string): ImagePlatform {
  const { os, architecture, config } = parseJson(text) as {
    os?: string;
    architecture?: string;
    config?: { Labels?: Record<string, string> | null } | null;
  };
  return { os: os ?? 'unknown', architecture: architecture ?? 'unknown', labels: config?.Labels ?? {} };
}

/** What is no JSON object has none of the parts that are asked for. */
function parseJson(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
