/* eslint-disable @nx/enforce-module-boundaries -- what installs the packages can't be imported as one */
import { relative } from 'node:path';
import { root } from '../setup/workspace.mjs';

/** @param {readonly object[]} results vitest's JSON reports */
export function sum(results, key) {
  return results.reduce((total, result) => total + result[key], 0);
}

/** The five slowest test files, so that a tier's time can be seen where it goes. */
export function printSlowest(results) {
  const files = results.flatMap(({ testResults }) =>
    testResults.map(({ name, startTime, endTime }) => ({ name, ms: endTime - startTime })),
  );
  console.log('\nSlowest test files:');
  for (const { name, ms } of files.sort((a, b) => b.ms - a.ms).slice(0, 5))
    console.log(`  ${(ms / 1000).toFixed(1).padStart(6)} s  ${relative(root, name)}`);
}

/**
 * Which tests failed, a line each, so that they need not be looked for above; `.ci/run` repeats these lines at its end.
 */
export function printFailures(results) {
  for (const line of results.flatMap(({ testResults }) => testResults.flatMap(describeFailures))) console.log(line);
}

function describeFailures({ name, status, message, assertionResults }) {
  const file = relative(root, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  // A file that can't be loaded, or whose hooks fail, has no test that did.
  if (status === 'failed' && failed.length === 0) return [`failed: ${file}: ${firstLine(message)}`];
  return failed.map(
    ({ fullName, failureMessages }) => `failed: ${file}: ${fullName}: ${firstLine(failureMessages[0])}`,
  );
}

function firstLine(text = '') {
  return text.split('\n', 1)[0].slice(0, 300);
}
