import { parseSplitSpec } from '@detectory/dataset';
import { buildDataset } from '@detectory/dataset/adapters';
import { createStorage } from '@detectory/storage';
import { describeLeftOut } from './describe-left-out.js';
import type { StoredPipe } from './store-pipe.js';

/**
 * Labels of one pipe's photos by prep's own rules; all photos stay together, for the pipe is the split. Answers what was left
 * out, as warnings.
 */
export async function buildPipedSplit(pipe: StoredPipe, out: string, classList: readonly string[]): Promise<string[]> {
  const { plan } = await buildDataset({
    storage: createStorage(),
    manifests: [pipe.manifest],
    images: pipe.images,
    out,
    copy: 'link',
    classList,
    split: parseSplitSpec('100/0/0'),
    seed: 0,
    negatives: { maxShare: 1 },
    onBad: 'skip',
    exif: 'auto',
    tool: { name: 'detectory-train', version: '0' },
    recordedOptions: {},
  });
  return describeLeftOut(pipe.name, pipe.photos, plan);
}
