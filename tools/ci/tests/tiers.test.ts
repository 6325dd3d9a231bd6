import { describe, expect, it } from 'vitest';
import { runTiers } from '../src/run-tiers.mjs';
import { countTier } from '../src/sum-tiers.mjs';

type Tier = Parameters<typeof runTiers>[0][number];

const tier = (name: string, script: string, counts = true): Tier => ({ name, command: ['bash', '-c', script], counts });
const good = tier('good', 'echo working; echo "3 passed, 0 failed"');

async function run(...tiers: readonly Tier[]): Promise<{ code: number; lines: readonly string[] }> {
  const lines: string[] = [];
  const code = await runTiers(tiers, { cwd: '.', print: (line) => lines.push(line) });
  return { code, lines };
}

describe(runTiers, () => {
  it('adds the counts up into one last line, and shows everything else as it came', async () => {
    const { code, lines } = await run(good, tier('also good', 'echo "4 passed, 0 failed"; echo loud >&2'));
    expect(code).toBe(0);
    expect(lines.at(-1)).toBe('7 passed, 0 failed');
    expect(lines.filter((line) => /^\d+ passed, \d+ failed$/.test(line))).toHaveLength(1);
    expect(lines).toEqual(
      expect.arrayContaining(['working', 'loud', expect.stringMatching(/also good: 4 passed.* s$/)]),
    );
  });

  it('counts a tier without a count of its own as one', async () => {
    expect(await run(good, tier('demo', 'true', false))).toMatchObject({
      code: 0,
      lines: expect.arrayContaining(['4 passed, 0 failed']),
    });
    expect(await run(good, tier('demo', 'exit 1', false))).toMatchObject({
      code: 1,
      lines: expect.arrayContaining(['3 passed, 1 failed']),
    });
  });

  it.each([
    ['failed tests', 'echo "5 passed, 2 failed"; exit 1', '8 passed, 2 failed'],
    ['failed tests and exit code 0', 'echo "5 passed, 2 failed"', '8 passed, 2 failed'],
    ['a bad end although nothing failed', 'echo "5 passed, 0 failed"; exit 1', '8 passed, 1 failed'],
    ['no count', 'echo "all is well"', '3 passed, 1 failed'],
    ['a crash before the count', 'exit 2', '3 passed, 1 failed'],
    ['nothing that passed', 'echo "0 passed, 0 failed"', '3 passed, 1 failed'],
    ['skipped tests', 'echo "error: 2 tests were skipped"; echo "5 passed, 2 failed"; exit 1', '8 passed, 2 failed'],
    ['a program that is missing', 'exec detectory-no-such-program', '3 passed, 1 failed'],
  ])('turns red for %s, and runs the others', async (_, script, last) => {
    const { code, lines } = await run(tier('bad', script), good);
    expect([code, lines.at(-1)]).toEqual([1, last]);
    expect(lines).toContain('\nci: good');
  });

  it('repeats at its end what failed, by its name', async () => {
    const { lines } = await run(
      tier('bad', 'echo "failed: a.test.ts: adds: no sum"; echo "1 passed, 1 failed"; exit 1'),
      good,
    );
    expect(lines.slice(-4)).toEqual([
      expect.stringMatching(/^ci: bad: 1 passed, 1 failed/),
      '  failed: a.test.ts: adds: no sum',
      expect.stringMatching(/^ci: good/),
      '4 passed, 1 failed',
    ]);
  });

  it('turns red where there is no tier', async () => {
    expect((await run()).code).toBe(1);
  });
});

describe(countTier, () => {
  it('takes the last count: the ones before it are those of parts', () => {
    const output = '1 passed, 9 failed\nmore\n6 passed, 0 failed\r\nbye';
    expect(countTier({ name: 'x', code: 0, output, counts: true })).toEqual({ passed: 6, failed: 0, problems: [] });
  });

  it('says what is wrong', () => {
    const { problems } = countTier({ name: 'x', code: 0, output: '', counts: true });
    expect(problems).toEqual([expect.stringContaining('x printed no count')]);
  });
});
