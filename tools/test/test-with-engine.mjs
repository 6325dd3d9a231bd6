/* eslint-disable @nx/enforce-module-boundaries -- what installs the packages can't be imported as one */
import { runScript, SetupError } from '../setup/fail.mjs';
import { parseOptions } from '../setup/parse-options.mjs';
import { run } from '../setup/run.mjs';
import { setUp } from '../setup/setup.mjs';
import { root } from '../setup/workspace.mjs';
import { runTier } from './run-tier.mjs';

const usage = `npm run test:containers
npm run test:soak
  The tests that need a container engine, which is installed and started where there is none (as root on Debian).`;
const tiers = ['containers', 'soak'];

/** The tests of one tier under a real container engine, which is installed and started where there is none. */
await runScript(async () => {
  const { values, positionals } = parseOptions(
    { allowPositionals: true, options: { help: { type: 'boolean' } } },
    usage,
  );
  if (values.help) return void console.log(usage);
  const [tier = 'containers', ...rest] = positionals;
  if (!tiers.includes(tier) || rest.length > 0)
    throw new SetupError(`\`${positionals.join(' ')}\` is no tier; expected one of ${tiers.join(', ')}.\n${usage}`);
  await setUp(['training', 'aws', 'coco']);
  // Not before the set-up has installed what these import.
  const { ensureBases, ensureDebianPackages, ensureEngine, findDocker } = await import('../images/src/index.mjs');
  const engine = await ensureEngine();
  try {
    // Tests call the client themselves; of several, they take the one that can build.
    process.env.DETECTORY_DOCKER = await findDocker();
    if (process.getuid?.() === 0) await ensureDebianPackages({ '/usr/bin/docker-registry': 'docker-registry' });
    await ensureBases();
    // What tests start beside containers runs from what is built.
    const nx = { cwd: root, env: { NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', FORCE_COLOR: '0' } };
    if ((await run('npx', ['nx', 'run-many', '-t', 'build'], nx)).code !== 0)
      throw new SetupError('The build fails (above), so no test has run.');
    if (tier === 'containers' && (await run('node', ['tools/ci/images.mjs'], { cwd: root })).code !== 0)
      throw new SetupError("The images can't be built (above), so no test of them has run.");
    return await runTier(tier);
  } finally {
    await engine.stop();
  }
});
