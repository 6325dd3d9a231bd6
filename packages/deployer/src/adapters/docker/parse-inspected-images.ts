import type { LocalImage } from '../../images/container-engine.js';

interface InspectedImage {
  readonly Id: string;
  readonly RepoTags?: readonly string[] | null;
  readonly Created?: string;
  readonly Size?: number;
  readonly Os?: string;
  readonly Architecture?: string;
  readonly Config?: { readonly Labels?: Readonly<Record<string, string>> | null } | null;
  /** Only where the engine keeps its images in containerd's store. */
  readonly Descriptor?: { readonly mediaType?: string } | null;
}

/** What `docker image inspect` prints. */
export function parseInspectedImages(text: string): LocalImage[] {
  const images = JSON.parse(text.trim() || '[]') as readonly InspectedImage[];
  return images.map((image) => ({
    id: image.Id,
    references: image.RepoTags ?? [],
    sizeBytes: image.Size ?? 0,
    createdAt: image.Created ?? '',
    os: image.Os ?? 'unknown',
    architecture: image.Architecture ?? 'unknown',
    labels: image.Config?.Labels ?? {},
    ...(image.Descriptor?.mediaType ? { mediaType: image.Descriptor.mediaType } : {}),
  }));
}
