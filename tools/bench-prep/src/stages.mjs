import { parseNegativesPolicy, parseSplitSpec } from '@detectory/dataset';
import { buildDataset } from '@detectory/dataset/adapters';
import { createStorage } from '@detectory/storage';

// stages.mjs MANIFEST OUT [IMAGES]: builds once and prints how long each step took, in seconds.
const [manifest, out, images] = process.argv.slice(2);
const took = {};
let step;
let since = performance.now();
const enter = (next) => {
  const now = performance.now();
  if (step) took[step] = (now - since) / 1000;
  [step, since] = [next, now];
};
await buildDataset({
  storage: createStorage(),
  manifests: [manifest],
  images,
  out,
  copy: images ? 'copy' : 'none',
  split: parseSplitSpec('80/10/10'),
  seed: 0,
  negatives: parseNegativesPolicy('keep'),
  onBad: 'strict',
  onDuplicate: 'newest',
  exif: 'auto',
  tool: { name: 'bench', version: '0' },
  recordedOptions: {},
  onStep: enter,
});
enter(undefined);
console.log(JSON.stringify(took));
