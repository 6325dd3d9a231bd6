import { runScript, SetupError } from '../setup/fail.mjs';
import { run } from '../setup/run.mjs';
import { setUp } from '../setup/setup.mjs';
import { root } from '../setup/workspace.mjs';
import { runTier } from './run-tier.mjs';

const [tier = 'containers'] = process.argv.slice(2);

/** The tests of one tier under a real container engine, which is installed and started where there is none. */
await runScript(async () => {
  await setUp(['training', 'aws']);
  // Not before the set-up has installed what these import.
  const { ensureBases, ensureDebianPackages, ensureEngine, findDocker } = await import('../images/src/index.mjs');
  const engine = await ensureEngine();
  try {
    // Tests call the client themselves; of several, they take the one that can build.
    process.env.DETECTORY_DOCKER = await findDocker();
    if (process.getuid?.() === 0) await ensureDebianPackages({ '/usr/bin/docker-registry': 'docker-registry' });
    await ensureBases();
    if (tier === 'containers' && (await run('node', ['tools/ci/images.mjs'], { cwd: root })).code !== 0)
      throw new SetupError("The images can't be built (above), so no test of them has run.");
    return await runTier(tier);
  } finally {
    await engine.stop();
  }
});
