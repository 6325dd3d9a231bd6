import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runScript } from '../setup/fail.mjs';
import { run } from '../setup/run.mjs';
import { setUp } from '../setup/setup.mjs';
import { hasShared, root } from '../setup/workspace.mjs';

const nxEnvironment = { NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', FORCE_COLOR: '0' };

/** Lint, types, builds and every test that needs no container engine; ends with what ran and what was left out. */
async function test() {
  await setUp(['training', 'aws']);
  const startedAt = Date.now();
  for (const file of resultFiles()) rmSync(file);
  const steps = [
    ['project references are up to date', ['nx', 'sync:check']],
    [
      'lint, types, builds, tests',
      ['nx', 'run-many', '-t', 'lint', 'typecheck', 'build', 'test', '--parallel=2', '--nxBail=false'],
    ],
  ];
  const failed = [];
  for (const [title, args] of steps) {
    console.log(`\ntest: ${title}`);
    const { code } = await run('npx', args, { cwd: root, env: nxEnvironment });
    if (code !== 0) failed.push(title);
  }
  return summarise(failed, Date.now() - startedAt);
}

const projects = ['packages', 'apps', 'tools'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
);

function resultFiles() {
  return projects.map((project) => join(project, 'test-output', 'results.json')).filter((file) => existsSync(file));
}

function summarise(failedSteps, durationMs) {
  const results = resultFiles().map((file) => ({ file, ...JSON.parse(readFileSync(file, 'utf8')) }));
  const passed = sum(results, 'numPassedTests') + (2 - failedSteps.length);
  const failed = sum(results, 'numFailedTests') + failedSteps.length;
  const skipped = sum(results, 'numPendingTests') + sum(results, 'numTodoTests');
  printSlowest(results);
  if (!hasShared) console.log(`Left out, because ../shared is not here: ${sharedTests().join(', ')}`);
  console.log(
    `test: ${(durationMs / 1000).toFixed(0)} s${failedSteps.length ? `; failed: ${failedSteps.join('; ')}` : ''}`,
  );
  if (skipped > 0) console.log(`error: ${skipped} tests were skipped; a tier runs whole.`);
  console.log(`${passed} passed, ${failed + skipped} failed`);
  return failed + skipped > 0 || results.length === 0 ? 1 : 0;
}

function sum(results, key) {
  return results.reduce((total, result) => total + result[key], 0);
}

function printSlowest(results) {
  const files = results.flatMap(({ testResults }) =>
    testResults.map(({ name, startTime, endTime }) => ({ name, ms: endTime - startTime })),
  );
  console.log('\nSlowest test files:');
  for (const { name, ms } of files.sort((a, b) => b.ms - a.ms).slice(0, 5))
    console.log(`  ${(ms / 1000).toFixed(1).padStart(6)} s  ${relative(root, name)}`);
}

function sharedTests() {
  const folders = projects.map((project) => join(project, 'tests')).filter((folder) => existsSync(folder));
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.shared.test.ts'))
      .map((name) => relative(root, join(folder, name))),
  );
}

await runScript(test);
