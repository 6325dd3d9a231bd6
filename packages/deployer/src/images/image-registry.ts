/** A manifest as a registry keeps it. */
export interface FetchedManifest {
  /** `sha256:…` of the manifest: the name by which an image never changes. */
  readonly digest: string;
  readonly mediaType: string;
  readonly text: string;
}

export interface PublishedTag {
  readonly tag: string;
  readonly digest: string;
}

/** One repository, as far as publishing asks it. Adapters: ECR's API, and the registries' HTTP API v2. */
export interface ImageRegistry {
  /** By tag or by digest; answers undefined where the repository has no such image. */
  fetchManifest(reference: string): Promise<FetchedManifest | undefined>;
  /** The image's configuration, a blob of JSON. */
  fetchConfig(digest: string): Promise<string>;
  /** Answers undefined where there is no such repository. */
  listTags(): Promise<readonly PublishedTag[] | undefined>;
  removeImage(digest: string): Promise<void>;
}

/** Every kind is asked for, so that a registry shows what it really keeps and converts nothing. */
export const manifestMediaTypes = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
] as const;

export interface RegistryLogin {
  readonly host: string;
  readonly username: string;
  readonly password: string;
}

/** A repository that is ready to be pushed to. */
export interface OpenRepository {
  /** Host and path, as `docker push` takes them. */
  readonly uri: string;
  readonly registry: ImageRegistry;
  /** Left out where the engine's own settings hold the login, or none is needed. */
  readonly login?: RegistryLogin | undefined;
}

/** Signed in, and nothing created yet. */
export interface RepositoryAccess {
  /** Creates the repository where it is missing and its registry lets one, and says what was done and what differs. */
  ensure(note: (text: string) => void): Promise<OpenRepository>;
}
