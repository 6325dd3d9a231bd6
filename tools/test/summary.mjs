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
