import { describe, expect, it } from 'vitest';
import { formatImageList } from './format-image-list.js';
import { toListedImages } from './list-images.js';

const tag = 'a1'.repeat(32);
const name = 'detectory-sagemaker-serving';
const image = {
  id: `sha256:${'b2'.repeat(32)}`,
  references: [`${name}:latest`, `${name}:${tag}`, `127.0.0.1:5000/x:${tag}`],
  sizeBytes: 284_000_000,
  createdAt: '2026-01-02T03:04:05Z',
  os: 'linux',
  architecture: 'amd64',
  labels: {},
};

describe(toListedImages, () => {
  it('shows the tag by content, and marks what the last build made', () => {
    expect(toListedImages(image, 'serving', tag)).toMatchObject([{ name, tag, current: true }]);
    expect(toListedImages(image, 'serving', 'other')).toMatchObject([{ tag, current: false }]);
  });

  it('shows `latest` where it is the only tag, and nothing of other images', () => {
    expect(toListedImages({ ...image, references: [`${name}:latest`] }, 'serving', tag)).toMatchObject([
      { tag: 'latest' },
    ]);
    expect(toListedImages(image, 'training', tag)).toEqual([]);
  });
});

describe(formatImageList, () => {
  it('says what to do where there is nothing', () => {
    expect(formatImageList({ local: [], published: [] })).toMatch(/images build[^]*images push/);
  });

  it('shows both tables, hashes short', () => {
    const published = [
      { kind: 'serving', repository: 'r/x', tag, digest: 'sha256:d', current: true, seen: 'record' },
    ] as const;
    const local = [
      ...toListedImages(image, 'serving', tag),
      ...toListedImages({ ...image, createdAt: '1970-01-01T00:00:00Z' }, 'serving', undefined),
    ];
    expect(formatImageList({ local, published })).toBe(
      [
        'on this machine              tag           id              size  created (UTC)',
        '───────────────────────────  ────────────  ────────────  ──────  ────────────────  ───────',
        'detectory-sagemaker-serving  a1a1a1a1a1a1  b2b2b2b2b2b2  284 MB  2026-01-02 03:04  current',
        'detectory-sagemaker-serving  a1a1a1a1a1a1  b2b2b2b2b2b2  284 MB  –',
        '',
        'published  tag           digest',
        '─────────  ────────────  ────────  ───────────────────────',
        'r/x        a1a1a1a1a1a1  sha256:d  current, as of its push',
      ].join('\n'),
    );
  });
});
