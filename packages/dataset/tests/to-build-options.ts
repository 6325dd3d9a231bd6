import { createStorage } from '@detectory/storage';
import { join } from 'node:path';
import type { BuildDatasetOptions } from '../src/adapters/index.js';
import { parseNegativesPolicy } from '../src/select/negatives-policy.js';
import { parseSplitSpec } from '../src/split/parse-split-spec.js';
import type { Job } from './make-job.js';

/** What a build's tests leave as it is, where they are about something else. */
export const usualOptions = {
  seed: 0,
  negatives: parseNegativesPolicy('keep'),
  onBad: 'strict',
  exif: 'auto',
  tool: { name: 'detectory-prep', version: '0.0.0' },
  recordedOptions: {},
} satisfies Partial<BuildDatasetOptions>;

/** A build of all of a job's images to `out` in its folder, but for what `more` says. */
export function toBuildOptions(job: Job, more: Partial<BuildDatasetOptions> = {}): BuildDatasetOptions {
  return {
    storage: createStorage(),
    manifests: [job.manifest],
    images: job.images,
    out: join(job.dir, 'out'),
    copy: 'copy',
    split: parseSplitSpec('60/20/20'),
    yamlRoot: '/data',
    ...usualOptions,
    ...more,
  };
}
