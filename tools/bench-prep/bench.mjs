import { buildProduct } from '@detectory/bench-kit/build-product';
import { runParts } from '@detectory/bench-kit/run-parts';
import { ensurePeers } from './src/ensure-peers.mjs';
import { parts } from './src/parts.mjs';
import { driver } from './src/places.mjs';
import { removeScratch } from './src/race.mjs';

// Ours and the peers', side by side on the same files in one run; the figures depend on the machine, the ratios less.
await runParts({
  command: 'npm run bench:prep',
  about: 'Times detectory-prep and the tools that people use today on the same files, in turn; needs ../shared/bench.',
  parts,
  prepare: async () => {
    driver('generate_job.py');
    removeScratch();
    await ensurePeers();
    await buildProduct(['prep']);
  },
  tidy: removeScratch,
});
