import { buildProduct } from '@detectory/bench-kit/build-product';
import { runParts } from '@detectory/bench-kit/run-parts';
import { ensureInputs } from './src/ensure-inputs.mjs';
import { parts } from './src/parts.mjs';
import { removeScratch } from './src/places.mjs';

// Our control program and bare YOLOv5, in turn on the same photos; then what each choice of an option saves and costs.
await runParts({
  command: 'npm run bench:train',
  about: 'Trains coco128 through our control program and through bare yolov5.train, in turn; needs ../shared.',
  parts,
  prepare: async () => {
    removeScratch();
    await buildProduct(['prep', 'workbench']);
    await buildProduct(['training'], 'bundle');
    await ensureInputs();
  },
  tidy: removeScratch,
});
