import type { RegistryLogin } from './image-registry.js';

/** An image that the engine on this machine holds. */
export interface LocalImage {
  readonly id: string;
  /** `name:tag`, as many as there are. */
  readonly references: readonly string[];
  readonly sizeBytes: number;
  readonly createdAt: string;
  readonly os: string;
  readonly architecture: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Known where the engine keeps images as manifests; elsewhere the manifest is made by the push. */
  readonly mediaType?: string;
}

export interface ImagePush {
  /** The image on this machine. */
  readonly source: string;
  /** `host/path:tag`. */
  readonly target: string;
  readonly login?: RegistryLogin | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The container engine, as far as publishing asks it. */
export interface ContainerEngine {
  /** @throws when no engine answers, or it may not be used: a better answer before long work than after it */
  assertReady(): Promise<void>;
  inspectImage(reference: string): Promise<LocalImage | undefined>;
  listImages(names: readonly string[]): Promise<readonly LocalImage[]>;
  /** Leaves no tag and no login behind on this machine, however it ends. */
  push(push: ImagePush): Promise<void>;
}
