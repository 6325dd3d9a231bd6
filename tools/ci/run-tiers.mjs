import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTiers } from './src/run-tiers.mjs';

// Every tier, as README promises it. Nothing is installed yet, so this imports Node's own modules alone.
const root = fileURLToPath(new URL('../../', import.meta.url));
const weights = join(root, '..', 'shared', 'weights');

process.exitCode = await runTiers(
  [
    { name: 'npm test', command: ['npm', 'test'], counts: true },
    { name: 'npm run test:containers', command: ['npm', 'run', 'test:containers'], counts: true },
    {
      name: 'npm run demo',
      command: ['npm', 'run', 'demo'],
      counts: false,
      env: existsSync(weights) ? { DETECTORY_WEIGHTS_DIR: weights } : {},
    },
  ],
  { cwd: root },
);
