/* eslint-disable @nx/enforce-module-boundaries -- what installs the packages can't be imported as one */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from '../setup/run.mjs';
import { hasShared, root } from '../setup/workspace.mjs';
import { printFailures, printSlowest, sum } from './summary.mjs';

/**
 * Runs the test files of one tier (`*.<tier>.test.ts`) project by project, and ends with what passed and what was left out.
 * @param {'containers' | 'soak'} tier
 */
export async function runTier(tier) {
  const results = [];
  let failedProjects = 0;
  for (const [project, files] of findFiles(tier)) {
    const output = join(root, project, 'test-output', `${tier}.json`);
    rmSync(output, { force: true });
    console.log(`\ntest: ${files.map((file) => relative(root, file)).join(', ')}`);
    const env = { DETECTORY_TIER: tier, FORCE_COLOR: '0' };
    const { code } = await run('npx', ['vitest', 'run'], { cwd: join(root, project), env });
    if (existsSync(output)) results.push(JSON.parse(readFileSync(output, 'utf8')));
    if (code !== 0 && !(results.at(-1)?.numFailedTests > 0)) failedProjects += 1;
  }
  return summarise(tier, results, failedProjects);
}

function summarise(tier, results, failedProjects) {
  printSlowest(results);
  printFailures(results);
  if (!hasShared) console.log(`Left out, because ../shared is not here: the *.${tier}.shared.test.ts files`);
  const skipped = sum(results, 'numPendingTests') + sum(results, 'numTodoTests');
  if (skipped > 0) console.log(`error: ${skipped} tests were skipped; a tier runs whole.`);
  const failed = sum(results, 'numFailedTests') + failedProjects + skipped;
  console.log(`${sum(results, 'numPassedTests')} passed, ${failed} failed`);
  return failed > 0 || results.length === 0 ? 1 : 0;
}

function findFiles(tier) {
  const suffixes = [`.${tier}.test.ts`, ...(hasShared ? [`.${tier}.shared.test.ts`] : [])];
  const projects = ['packages', 'apps', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  );
  return projects
    .map((project) => [
      project,
      testFiles(join(root, project)).filter((file) => suffixes.some((end) => file.endsWith(end))),
    ])
    .filter(([, files]) => files.length > 0);
}

function testFiles(project) {
  return ['src', 'tests']
    .map((name) => join(project, name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, file)));
}
