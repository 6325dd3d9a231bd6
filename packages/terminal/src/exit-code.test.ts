import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { UsageError } from './errors.js';
import { toExitCode } from './exit-code.js';

describe(toExitCode, () => {
  it('is 2 for a command that was called wrongly', () => {
    expect(toExitCode(new UsageError('no'))).toBe(2);
    expect(toExitCode(new CommanderError(1, 'commander.unknownOption', 'no'))).toBe(2);
  });

  it('is 0 for help and version, which commander reports as errors', () => {
    expect(toExitCode(new CommanderError(0, 'commander.helpDisplayed', ''))).toBe(0);
  });

  it('is 1 for bad input and for errors nobody diagnosed', () => {
    const input = Object.assign(new Error('no'), { code: 'X', blame: 'input' });
    expect([toExitCode(input), toExitCode(new TypeError('bug')), toExitCode('thrown text')]).toEqual([1, 1, 1]);
  });

  it('is 130 when the user interrupted', () => {
    expect(toExitCode(new DOMException('stopped', 'AbortError'))).toBe(130);
  });
});
