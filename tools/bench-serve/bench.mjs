import { buildProduct } from '@detectory/bench-kit/build-product';
import { runParts } from '@detectory/bench-kit/run-parts';
import { ensurePython } from '@detectory/setup/ensure-python';
import { agreement } from './src/parts/agreement.mjs';
import { arrivals } from './src/parts/arrivals.mjs';
import { large } from './src/parts/large.mjs';
import { one } from './src/parts/one.mjs';
import { sizes } from './src/parts/sizes.mjs';
import { stages } from './src/parts/stages.mjs';
import { start } from './src/parts/start.mjs';
import { throughput } from './src/parts/throughput.mjs';
import { inShared } from './src/places.mjs';

// Our server over HTTP and the peers in process, in turn, on the same photos with the same weights, in one run.
await runParts({
  command: 'npm run bench:serve',
  about: 'Times detectory-serve and what people serve YOLOv5 with today, in turn; needs ../shared.',
  parts: { agreement, one, throughput, arrivals, start, stages, large, sizes },
  prepare: async () => {
    inShared('bench', 'peer_serving.py');
    await ensurePython(['training']);
    await buildProduct(['server', 'launcher']);
    await buildProduct(['serving'], 'bundle');
  },
});
