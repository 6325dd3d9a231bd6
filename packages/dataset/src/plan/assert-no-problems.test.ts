import { describe, expect, it } from 'vitest';
import { ProblemsFoundError } from '../errors.js';
import { assertNoProblems, formatProblem } from './assert-no-problems.js';

const problem = (line: number) => ({ manifest: 0, line, reason: 'line-malformed' as const, message: 'cut short' });

describe(assertNoProblems, () => {
  it('shows the first ten with their places, and counts them all', () => {
    const problems = Array.from({ length: 12 }, (_, i) => problem(i + 1));
    const assert = (): void => assertNoProblems(problems, [{ name: 'output.manifest', lines: 12 }]);
    expect(assert).toThrow(ProblemsFoundError);
    expect(assert).toThrow(/^12 problems.*\n {2}output\.manifest:1: cut short/);
    expect(assert).toThrow('… and 2 more');
    expect(() => assertNoProblems([problem(3)], [])).toThrow(/^1 problem,/);
    expect(() => assertNoProblems([], [])).not.toThrow();
  });
});

describe(formatProblem, () => {
  it('names the image unless the message does', () => {
    const sourceRef = 's3://b/a.jpg';
    expect(formatProblem({ ...problem(3), sourceRef }, [])).toBe('manifest:3: s3://b/a.jpg: cut short');
    expect(formatProblem({ ...problem(3), sourceRef, message: 's3://b/a.jpg is gone' }, [])).toBe(
      'manifest:3: s3://b/a.jpg is gone',
    );
  });
});
