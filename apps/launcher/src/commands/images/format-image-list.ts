import { formatSize, formatTable } from '@detectory/terminal';
import type { ImageList } from './list-images.js';

/** Two tables: what this machine holds, and what was published. */
export function formatImageList({ local, published }: ImageList): string {
  return [
    local.length === 0
      ? 'No images on this machine: build them with `detectory-launch images build`.'
      : formatLocal(local),
    published.length === 0 ? 'Nothing published: `detectory-launch images push` does.' : formatPublished(published),
  ].join('\n\n');
}

function formatLocal(images: ImageList['local']): string {
  const rows = images.map(({ name, tag, id, sizeBytes, createdAt, current }) => [
    name,
    toShort(tag),
    toShort(id),
    formatSize(sizeBytes),
    formatCreation(createdAt),
    current ? 'current' : '',
  ]);
  const header = ['on this machine', 'tag', 'id', 'size', 'created (UTC)', ''];
  return formatTable([header, ...rows], { align: ['left', 'left', 'left', 'right'] });
}

/** Reproducible images are dated 1970, which tells nobody anything. */
function formatCreation(createdAt: string): string {
  return createdAt.startsWith('1970') ? '–' : createdAt.slice(0, 16).replace('T', ' ');
}

function formatPublished(publications: ImageList['published']): string {
  const rows = publications.map(({ repository, tag, digest, current, seen }) => [
    repository,
    toShort(tag),
    digest,
    [current ? 'current' : '', seen === 'record' ? 'as of its push' : ''].filter(Boolean).join(', '),
  ]);
  return formatTable([['published', 'tag', 'digest', ''], ...rows]);
}

/** As Docker shows them: the first twelve digits of a hash; other tags whole. */
function toShort(text: string): string {
  return /^(sha256:)?[0-9a-f]{64}$/.test(text) ? text.replace('sha256:', '').slice(0, 12) : text;
}
