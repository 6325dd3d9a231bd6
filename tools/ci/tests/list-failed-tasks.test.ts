import { describe, expect, it } from 'vitest';
import { listFailedTasks } from '../src/list-failed-tasks.mjs';

const output = [
  '✔  nx run imaging:build',
  '',
  '> nx run terminal:build',
  '',
  '> tsc --build tsconfig.lib.json\r',
  "\u001b[31msrc/index.ts(13,5): error TS6133: 'unused' is declared but its value is never read.\u001b[39m",
  '✔  nx run report-page:lint',
  '',
  '> nx run dataset:test',
  '',
  '✓ tests/check.test.ts (12 tests)',
  'ERROR: Coverage for branches (90.1%) does not meet global threshold (91%)',
  ' NX   Running targets build, test for 3 projects failed',
  '',
  'Failed tasks:',
  '',
  '- terminal:build',
  '- dataset:test',
  '- e2e:test',
  '',
].join('\n');

describe(listFailedTasks, () => {
  it('gives each failed task its reason, of its own output alone', () => {
    expect(listFailedTasks(output)).toEqual([
      "terminal:build: src/index.ts(13,5): error TS6133: 'unused' is declared but its value is never read.",
      'dataset:test: ERROR: Coverage for branches (90.1%) does not meet global threshold (91%)',
      'e2e:test',
    ]);
  });

  it('names nothing where nothing failed', () => {
    expect(listFailedTasks(' NX   Successfully ran targets lint for 28 projects\n')).toEqual([]);
  });
});
