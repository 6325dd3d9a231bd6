import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ReportedFailure, UsageError } from './errors.js';
import { runProgram } from './run-program.js';

function capture() {
  const out: string[] = [];
  const err: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
  return { out, err };
}

function programThat(action: () => void): Command {
  const program = new Command('tool').option('--json');
  program.command('work').option('--json').action(action);
  return program;
}

afterEach(() => vi.restoreAllMocks());

describe(runProgram, () => {
  it('answers 0 and prints nothing of its own when the command is done', async () => {
    const { out, err } = capture();
    expect(
      await runProgram(
        programThat(() => undefined),
        ['node', 'tool', 'work'],
      ),
    ).toBe(0);
    expect([out, err]).toEqual([[], []]);
  });

  it('prints a diagnosed error as one line, without a stack', async () => {
    const { err } = capture();
    const fail = () => {
      throw new UsageError('--out is missing; pass --out DIR.');
    };
    expect(await runProgram(programThat(fail), ['node', 'tool', 'work'])).toBe(2);
    expect(err).toEqual(['error: --out is missing; pass --out DIR.\n']);
  });

  it('prints no stack of a diagnosed fault of our own either, for its message says what to do', async () => {
    const { err } = capture();
    const fail = () => {
      throw Object.assign(new Error('The export differs; report it.'), { code: 'MISMATCH', blame: 'bug' });
    };
    expect(await runProgram(programThat(fail), ['node', 'tool', 'work'])).toBe(1);
    expect(err).toEqual(['error: The export differs; report it.\n']);
  });

  it('shows the place of an error that nobody foresaw', async () => {
    const { err } = capture();
    const fail = () => {
      throw new TypeError('x is undefined');
    };
    expect(await runProgram(programThat(fail), ['node', 'tool', 'work'])).toBe(1);
    expect(err.join('')).toMatch(/^error: x is undefined\n\s+at /);
  });

  it('tells whoever asked what went wrong, and nothing when all went well', async () => {
    capture();
    const told: string[] = [];
    const tell = (message: string) => told.push(message);
    const fail = () => {
      throw new UsageError('no');
    };
    await runProgram(programThat(fail), ['node', 'tool', 'work'], tell);
    await runProgram(
      programThat(() => undefined),
      ['node', 'tool', 'work'],
      tell,
    );
    expect(told).toEqual(['no']);
  });

  it('adds the error as JSON on stdout where --json was asked for', async () => {
    const { out } = capture();
    const fail = () => {
      throw new UsageError('no');
    };
    await runProgram(programThat(fail), ['node', 'tool', 'work', '--json']);
    expect(JSON.parse(out.join(''))).toEqual({ error: { code: 'USAGE', message: 'no' } });
  });

  it("adds an error's details beside it", async () => {
    const { out } = capture();
    const fail = () => {
      throw Object.assign(new UsageError('no'), { details: { job: { cost: 1 } } });
    };
    await runProgram(programThat(fail), ['node', 'tool', 'work', '--json']);
    expect(JSON.parse(out.join(''))).toEqual({ error: { code: 'USAGE', message: 'no' }, job: { cost: 1 } });
  });

  it('answers 1 and adds nothing where the output has told the bad news', async () => {
    const { out, err } = capture();
    const fail = () => {
      throw new ReportedFailure();
    };
    expect(await runProgram(programThat(fail), ['node', 'tool', 'work', '--json'])).toBe(1);
    expect([...out, ...err]).toEqual([]);
  });

  it('answers 2 for an unknown option and points to --help', async () => {
    const { err } = capture();
    expect(
      await runProgram(
        programThat(() => undefined),
        ['node', 'tool', 'work', '--wrong'],
      ),
    ).toBe(2);
    expect(err.join('')).toContain("unknown option '--wrong'");
    expect(err.join('')).toContain('--help');
  });
});
