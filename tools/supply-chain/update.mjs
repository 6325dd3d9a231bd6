import { parseArgs } from 'node:util';
import { explainRefusal } from '@detectory/setup/parse-options';
import semver from 'semver';
import { listManifests } from './src/adapters/list-manifests.mjs';
import { readRegistry } from './src/adapters/read-registry.mjs';
import { runProgram } from './src/adapters/run-program.mjs';
import { readPolicy, readText, root } from './src/adapters/workspace.mjs';
import { runMain, SupplyChainError, UsageError } from './src/errors.mjs';
import { matchesPattern } from './src/matches-pattern.mjs';
import { alignColumns } from './src/report/render-table.mjs';
import { applyUpdate } from './src/update/apply-update.mjs';
import { collectDependencies } from './src/update/edit-manifest.mjs';
import { planUpdate } from './src/update/plan-update.mjs';

const help = `npm run update [-- --patch|--minor|--major] [-- --only <name>] [-- --dry-run]

Moves every dependency to the newest version that fits, writes package-lock.json and the Python locks anew, and syncs the project
references. tools/supply-chain/policy.json says what keeps equal versions and what is held back. After an error all files are as before.

  --patch, --minor, --major   how far: 1.2.x, 1.x, any (default: --minor)
  --only <name>               this package alone (may be repeated; * stands for any characters)
  --no-python                 leave the Python locks alone
  --dry-run                   print what would change

Afterwards: npm test, npm run licences.`;

await runMain(async () => {
  const { level, only, python, dryRun, ...options } = parseOptions();
  if (options.help) return void console.log(help);
  const all = collectDependencies(listManifests().map((file) => readText(file)));
  const current = new Map(
    [...all].filter(([name]) => only.length === 0 || only.some((one) => matchesPattern(one, name))),
  );
  if (current.size === 0) throw new SupplyChainError(`No package.json has a dependency named ${only.join(' or ')}.`);
  console.log(`update: asking the registry for ${current.size} packages`);
  const steps = planUpdate(current, await readRegistry(current), {
    level,
    oldestNode: oldestNode(),
    update: readPolicy().update,
  });
  printSteps(steps);
  const versions = new Map(steps.filter(({ from, to }) => from !== to).map(({ name, to }) => [name, to]));
  if (dryRun) return void console.log(`update: ${versions.size} would change; nothing was written`);
  const moved = await applyUpdate(versions, { python }, { root, run: runProgram, say: console.log });
  console.log(`update: ${moved.length} moved, and what they need; now run \`npm test\` and \`npm run licences\``);
  if (moved.includes('nx'))
    console.log(`update: Nx may have changes for the workspace's files: see \`npx nx migrate ${versions.get('nx')}\``);
  return 0;
});

/** @param {readonly import('./src/update/plan-update.mjs').Step[]} steps */
function printSteps(steps) {
  const rows = steps.map(({ name, from, to, note }) => [name, from, from === to ? 'stays' : to, note]);
  if (rows.length > 0) console.log(alignColumns([['package', 'from', 'to', ''], ...rows]).join('\n'));
}

/** The lowest Node that the workspace promises to run on. */
function oldestNode() {
  const range = JSON.parse(readText('package.json')).engines?.node ?? '';
  const lowest = semver.validRange(range) && semver.minVersion(range);
  if (!lowest)
    throw new SupplyChainError(`package.json's engines.node is "${range}"; expected a range such as ">=20.19".`);
  return lowest.version;
}

function parseOptions() {
  try {
    const { values } = parseArgs({
      options: {
        patch: { type: 'boolean' },
        minor: { type: 'boolean' },
        major: { type: 'boolean' },
        only: { type: 'string', multiple: true },
        'no-python': { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    const levels = /** @type {const} */ (['patch', 'minor', 'major']).filter((level) => values[level]);
    if (levels.length > 1) throw new Error(`--${levels.join(' and --')} exclude each other`);
    return {
      level: levels[0] ?? 'minor',
      only: values.only ?? [],
      python: !values['no-python'],
      dryRun: values['dry-run'] === true,
      help: values.help === true,
    };
  } catch (error) {
    throw new UsageError(`${explainRefusal(error)} See \`npm run update -- --help\`.`);
  }
}
