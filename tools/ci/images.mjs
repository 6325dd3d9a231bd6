/* eslint-disable @nx/enforce-module-boundaries -- what installs the packages can't be imported as one */
import { join } from 'node:path';
import { runScript, SetupError } from '../setup/fail.mjs';
import { parseOptions } from '../setup/parse-options.mjs';
import { run } from '../setup/run.mjs';
import { setUp } from '../setup/setup.mjs';
import { root } from '../setup/workspace.mjs';

const usage = `node tools/ci/images.mjs [--affected [--base=REF] [--head=REF]]
  Builds the images.
  --affected   only those that a change may have changed: since main, or since REF; in a GitHub workflow, what its event says`;

await runScript(async () => {
  const [flag, ref] = [{ type: 'boolean' }, { type: 'string' }];
  const { values } = parseOptions({ options: { affected: flag, base: ref, head: ref, help: flag } }, usage);
  if (values.help) return void console.log(usage);
  if (!values.affected && (values.base || values.head))
    throw new SetupError(`--base and --head go with --affected.\n${usage}`);
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
