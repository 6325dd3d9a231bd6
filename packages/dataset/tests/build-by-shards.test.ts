import { createStorage, type Storage } from '@detectory/storage';
import { describe, expect, it } from 'vitest';
import { buildDataset, type BuildDatasetOptions, parseShard } from '../src/adapters/index.js';
import { ProblemsFoundError } from '../src/errors.js';
import { makePng } from './make-image.js';
import { box, drillLine } from './make-line.js';
import { createMemoryS3, type MemoryS3 } from './memory-s3.js';
import { usualOptions } from './to-build-options.js';

const imageSize = [{ width: 64, height: 48, depth: 3 }];
const photos = Array.from({ length: 12 }, (_, i) => `s3://b/photos/${i}.png`);

function createJob(): MemoryS3 {
  const s3 = createMemoryS3();
  photos.forEach((uri, i) => s3.objects.set(uri, makePng(64, 48, i)));
  const lines = photos.map((uri, i) => JSON.stringify(drillLine(uri, { annotations: [box(0, i)], imageSize })));
  s3.objects.set('s3://b/output.manifest', Buffer.from(lines.join('\n')));
  return s3;
}

function optionsFor(storage: Storage, shard?: string): BuildDatasetOptions {
  return {
    storage,
    manifests: ['s3://b/output.manifest'],
    out: 's3://b/set',
    copy: 'copy',
    split: [0.5, 0.25, 0.25],
    ...usualOptions,
    ...(shard !== undefined && { shard: parseShard(shard) }),
  };
}

const shards = ['1/3', '2/3', '3/3'];
const outputOf = ({ objects }: MemoryS3): Record<string, string> =>
  Object.fromEntries(
    [...objects]
      .filter(([uri]) => uri.startsWith('s3://b/set/'))
      .map(([uri, bytes]) => [uri, Buffer.from(bytes).toString('base64')] as const)
      .sort(),
  );

describe('three shards of a build', () => {
  it('give the bytes of one process, each reading a third of the images', async () => {
    const alone = createJob();
    await buildDataset(optionsFor(createStorage(async () => alone.storage)));
    const team = createJob();
    const reads = await Promise.all(
      shards.map(async (shard) => {
        let read = 0;
        const readBytes = async (uri: string): Promise<Uint8Array> => {
          if (uri.startsWith('s3://b/photos/')) read += 1;
          return team.storage.readBytes(uri);
        };
        await buildDataset(
          optionsFor(
            createStorage(async () => ({ ...team.storage, readBytes })),
            shard,
          ),
        );
        return read;
      }),
    );
    expect(outputOf(team)).toEqual(outputOf(alone));
    expect(reads).toEqual([4, 4, 4]);
  });

  it('all tell the problems that one of them found, and leave nothing', async () => {
    const team = createJob();
    team.objects.set('s3://b/photos/5.png', Buffer.from('no image'));
    const storage = createStorage(async () => team.storage);
    const ends = await Promise.allSettled(shards.map((shard) => buildDataset(optionsFor(storage, shard))));
    for (const end of ends)
      expect(end).toMatchObject({
        status: 'rejected',
        reason: expect.any(ProblemsFoundError) as unknown,
      });
    expect(Object.keys(outputOf(team))).toEqual([]);
  });
});
