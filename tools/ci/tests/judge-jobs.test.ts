import { describe, expect, it } from 'vitest';
import { judgeJobs } from '../src/judge-jobs.mjs';

const needs = (results: Record<string, string>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(results).map(([name, result]) => [name, { result, outputs: {} }])));

describe(judgeJobs, () => {
  it('is green where every job succeeded', () => {
    expect(judgeJobs(needs({ check: 'success', demo: 'success' })).ok).toBe(true);
  });

  it.each(['failure', 'cancelled', 'skipped', ''])('is red for a job that ended as "%s", and names it', (result) => {
    const { ok, lines } = judgeJobs(needs({ check: 'success', images: result }));
    expect(ok).toBe(false);
    expect(lines).toContainEqual(expect.stringContaining(`the job images ended as "${result}"`));
  });

  it.each([undefined, '', '{}', 'null', 'no json'])('is red where it is told of no job: %j', (json) => {
    expect(judgeJobs(json)).toEqual({ ok: false, lines: [expect.stringContaining('NEEDS holds no jobs')] });
  });
});
