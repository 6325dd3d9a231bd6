import { describe, expect, it } from 'vitest';
import { readLabels } from '../src/adapters/read-labels.js';
import { drillLine } from './make-line.js';
import { createMemoryS3 } from './memory-s3.js';

describe(readLabels, () => {
  it('passes over a byte order mark, \\r\\n and blank lines, and keeps line numbers', async () => {
    const { storage, objects } = createMemoryS3();
    const [first, third] = ['s3://b/a.jpg', 's3://b/b.jpg'].map((ref) => JSON.stringify(drillLine(ref)));
    objects.set('s3://b/output.manifest', Buffer.from(`\ufeff${first}\r\n\r\n${third}\r\n  \n{"cut`));
    const { labels } = await readLabels({ storage, manifests: ['s3://b/output.manifest'] });
    expect(labels.images.map((image) => [image.line, image.sourceRef])).toEqual([
      [1, 's3://b/a.jpg'],
      [3, 's3://b/b.jpg'],
    ]);
    expect(labels.problems).toMatchObject([{ line: 5, reason: 'line-malformed' }]);
    expect(labels.manifests).toEqual([{ name: 's3://b/output.manifest', lines: 3 }]);
  });
});
