/* eslint-disable @nx/enforce-module-boundaries -- what installs the packages can't be imported as one */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runScript, SetupError } from '../setup/fail.mjs';
import { parseOptions } from '../setup/parse-options.mjs';
import { run } from '../setup/run.mjs';
import { setUp } from '../setup/setup.mjs';
import { findChromium } from '../setup/find-chromium.mjs';
import { hasShared, root } from '../setup/workspace.mjs';
import { printFailures, printSlowest, sum } from './summary.mjs';

const usage = `npm test [-- --affected [--base=REF] [--head=REF]]
  --affected   only what a change touches: since main, or since REF; in a GitHub workflow, what its event says`;
const targets = ['lint', 'typecheck', 'build', 'test'];
const nxEnvironment = {
  DETECTORY_COVERAGE: 'true',
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
  FORCE_COLOR: '0',
};

/** Lint, types, builds and every test that needs no container engine; ends with what ran and what was left out. */
async function test() {
  const options = readOptions();
  if (options.help) return void console.log(usage);
  await setUp(['training', 'aws', 'coco']);
  // Not before the set-up has installed what this imports.
  const { withTaskStore } = await import('../ci/src/task-store.mjs');
  const startedAt = Date.now();
  for (const file of resultFiles()) rmSync(file);
  const selection = await select(options);
  if (selection.projects?.length === 0) {
    console.log('test: no project is affected, so there is nothing to test');
    console.log('0 passed, 0 failed');
    return 0;
  }
  const steps = [
    ['project references are up to date', ['nx', 'sync:check']],
    ['lint, types, builds, tests', [...selection.command, '-t', ...targets, '--parallel=2', '--nxBail=false']],
    ['generated files are up to date', ['nx', 'run', 'release:generate', '--check']],
  ];
  const { listFailedTasks } = await import('../ci/src/list-failed-tasks.mjs');
  const failed = await withTaskStore(process.env.DETECTORY_TASK_STORE, (env) => runSteps(steps, env, listFailedTasks));
  return summarise(steps.length, failed, Date.now() - startedAt, selection);
}

function readOptions() {
  const ref = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const { values } = parseOptions({ options: { affected: flag, base: ref, head: ref, help: flag } }, usage);
  if (!values.affected && (values.base || values.head))
    throw new SetupError(`--base and --head go with --affected.\n${usage}`);
  return values;
}

async function select({ affected, base, head }) {
  if (!affected) return { command: ['nx', 'run-many'] };
  const { selectAffected } = await import('../ci/src/select-tasks.mjs');
  const selection = await selectAffected(targets, { cwd: root, asked: { base, head } });
  console.log(`test: ${selection.why}`);
  return selection;
}

async function runSteps(steps, env, listFailedTasks) {
  const failed = [];
  for (const [title, args] of steps) {
    console.log(`\ntest: ${title}`);
    const { code, output } = await run('npx', args, { cwd: root, env: { ...nxEnvironment, ...env }, kept: true });
    if (code !== 0) failed.push({ title, tasks: listFailedTasks(output) });
  }
  return failed;
}

const projects = ['packages', 'apps', 'tools'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
);

function resultFiles() {
  return projects.map((project) => join(project, 'test-output', 'results.json')).filter((file) => existsSync(file));
}

function summarise(stepCount, failedSteps, durationMs, { projects: selected }) {
  const results = resultFiles().map((file) => ({ file, ...JSON.parse(readFileSync(file, 'utf8')) }));
  const passed = sum(results, 'numPassedTests') + (stepCount - failedSteps.length);
  const failed = sum(results, 'numFailedTests') + failedSteps.length;
  const skipped = sum(results, 'numPendingTests') + sum(results, 'numTodoTests');
  printSlowest(results);
  printFailures(results);
  if (!hasShared) console.log(`Left out, because ../shared is not here: ${namesOf(/^[^.]+\.shared\.test\.ts$/)}`);
  if (!findChromium())
    console.log(
      `Left out, because there is no Chromium (Debian: apt-get install chromium): ${namesOf(/\.browser\.test\.ts$/)}`,
    );
  console.log(`test: ${(durationMs / 1000).toFixed(0)} s`);
  for (const { title, tasks } of failedSteps) for (const what of [title, ...tasks]) console.log(`failed: ${what}`);
  if (skipped > 0) console.log(`error: ${skipped} tests were skipped; a tier runs whole.`);
  console.log(`${passed} passed, ${failed + skipped} failed`);
  // What a change affects may hold no test; the whole workspace holds some.
  const hasRun = results.length > 0 || selected !== undefined;
  return failed + skipped > 0 || !hasRun ? 1 : 0;
}

/** The test files of that name, as a list to read. @param {RegExp} pattern */
function namesOf(pattern) {
  const folders = projects.map((project) => join(project, 'tests')).filter((folder) => existsSync(folder));
  return folders
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => pattern.test(name))
        .map((name) => relative(root, join(folder, name))),
    )
    .join(', ');
}

await runScript(test);
