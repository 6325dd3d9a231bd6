/* eslint-disable @nx/enforce-module-boundaries -- what installs the packages can't be imported as one */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runScript } from '../setup/fail.mjs';
import { run } from '../setup/run.mjs';
import { setUp } from '../setup/setup.mjs';
import { root } from '../setup/workspace.mjs';

// Builds the images; with --affected [--base=REF] [--head=REF] those that a change may have changed.
await runScript(async () => {
  const { values } = parseArgs({
    options: { affected: { type: 'boolean' }, base: { type: 'string' }, head: { type: 'string' } },
  });
  await setUp([]);
  // Not before the set-up has installed what these import.
  const { selectAffected } = await import('./src/select-tasks.mjs');
  const { pruneImageStore } = await import('./src/prune-image-store.mjs');
  const selection = values.affected
    ? await selectAffected(['image'], { cwd: root, asked: values })
    : { command: ['nx', 'run-many'], projects: undefined, why: 'everything' };
  console.log(`images: ${selection.why}`);
  if (selection.projects?.length === 0) return 0;
  const env = { NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', FORCE_COLOR: '0' };
  const { code } = await run('npx', [...selection.command, '-t', 'image', '--parallel=1'], { cwd: root, env });
  if (code === 0 && process.env.DETECTORY_IMAGE_STORE)
    for (const name of pruneImageStore(process.env.DETECTORY_IMAGE_STORE, join(root, 'containers')))
      console.log(`images: removed the old ${name}`);
  return code;
});
