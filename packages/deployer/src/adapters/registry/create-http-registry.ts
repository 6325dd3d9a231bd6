import { mapConcurrently } from '@detectory/storage';
import { RegistryFailedError } from '../../errors.js';
import {
  type FetchedManifest,
  type ImageRegistry,
  manifestMediaTypes,
  type PublishedTag,
  type RegistryLogin,
} from '../../images/image-registry.js';
import { createHash } from 'node:crypto';
import { createRegistryRequest, type RegistryRequest } from './create-registry-request.js';

export interface HttpRegistryOptions {
  readonly host: string;
  /** The repository within the registry. */
  readonly path: string;
  readonly login?: RegistryLogin | undefined;
  readonly signal?: AbortSignal | undefined;
}

const accept = manifestMediaTypes.join(', ');

/** A repository through the registries' HTTP API v2, which Docker's own registry and every other one speak. */
export function createHttpRegistry(options: HttpRegistryOptions): ImageRegistry {
  const request = createRegistryRequest(options);
  const repository = `${options.host}/${options.path}`;
  return {
    fetchManifest: (tag) => fetchManifest(request, tag),
    fetchConfig: (digest) => fetchConfig(request, digest, repository),
    listTags: () => listTags(request),
    removeImage: async (digest) => {
      const { ok, status } = await request(`manifests/${digest}`, { method: 'DELETE' });
      if (!ok) throw new RegistryFailedError(repository, `it answered ${status} to the removal of ${digest}`);
    },
  };
}

async function fetchManifest(request: RegistryRequest, tag: string): Promise<FetchedManifest | undefined> {
  const response = await request(`manifests/${tag}`, { accept });
  if (response.status === 404) return undefined;
  const text = await response.text();
  const digest = response.headers.get('docker-content-digest') ?? digestOf(text);
  // A registry may add a character set, which is no part of the type.
  const [mediaType = ''] = (response.headers.get('content-type') ?? '').split(';');
  return { digest, mediaType, text };
}

async function fetchConfig(request: RegistryRequest, digest: string, repository: string): Promise<string> {
  const response = await request(`blobs/${digest}`);
  const text = await response.text();
  if (!response.ok || digestOf(text) !== digest)
    throw new RegistryFailedError(repository, `it does not hold the image's configuration ${digest}`);
  return text;
}

async function listTags(request: RegistryRequest): Promise<PublishedTag[] | undefined> {
  const tags: string[] = [];
  for (let next: string | undefined = 'tags/list?n=200'; next;) {
    const response: Response = await request(next);
    if (response.status === 404) return undefined;
    const page = (await response.json()) as { tags?: string[] | null };
    tags.push(...(page.tags ?? []));
    const query = /[?&]last=([^&>]+)/.exec(response.headers.get('link') ?? '')?.[1];
    next = query ? `tags/list?n=200&last=${query}` : undefined;
  }
  const found = await mapConcurrently(tags, (tag) => describeTag(request, tag), { concurrency: 8 });
  return found.filter((tag) => tag !== undefined);
}

async function describeTag(request: RegistryRequest, tag: string): Promise<PublishedTag | undefined> {
  const response = await request(`manifests/${tag}`, { method: 'HEAD', accept });
  const digest = response.headers.get('docker-content-digest');
  return response.ok && digest ? { tag, digest } : undefined;
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
