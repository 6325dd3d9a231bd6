import { buildDataset } from '../src/adapters/index.js';
import { makePng } from './make-image.js';
import { box, drillLine } from './make-line.js';
import { createMemoryS3 } from './memory-s3.js';
import { usualOptions } from './to-build-options.js';

/** The objects of a small dataset that was built to `s3://b/set`, by their URI. */
export async function createBuiltDataset(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { storage, objects } = createMemoryS3();
  const lines = [1, 2, 3, 4, 5, 6].map((photo) => {
    objects.set(`s3://b/photos/${photo}.png`, makePng(64, 48, photo));
    const imageSize = [{ width: 64, height: 48, depth: 3 }];
    return JSON.stringify(drillLine(`s3://b/photos/${photo}.png`, { annotations: [box(0, photo)], imageSize }));
  });
  objects.set('s3://b/output.manifest', Buffer.from(lines.join('\n')));
  await buildDataset({
    storage,
    manifests: ['s3://b/output.manifest'],
    out: 's3://b/set',
    copy: 'copy',
    split: [0.5, 0.3, 0.2],
    ...usualOptions,
  });
  return objects;
}
