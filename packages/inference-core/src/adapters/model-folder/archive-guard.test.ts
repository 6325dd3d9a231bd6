import { describe, expect, it } from 'vitest';
import { ModelInvalidError } from '../../errors.js';
import { createArchiveGuard, modelArchiveLimits, outputArchiveLimits } from './archive-guard.js';

const mebibyte = 1024 ** 2;
const file = (size: number) => ({ type: 'File', size });

function refusal(
  use: (guard: ReturnType<typeof createArchiveGuard>) => void,
  archiveBytes = 100 * mebibyte,
  limits = modelArchiveLimits,
): string {
  const guard = createArchiveGuard(archiveBytes, limits);
  use(guard);
  try {
    guard.assertPassed('m.tar.gz');
    return 'passed';
  } catch (error) {
    expect(error).toBeInstanceOf(ModelInvalidError);
    return (error as Error).message;
  }
}

describe(createArchiveGuard, () => {
  it('lets a model pass', () => {
    expect(
      refusal((guard) => {
        expect(guard.admits('code', { type: 'Directory', size: 0 })).toBe(true);
        expect(guard.admits('model.onnx', file(90 * mebibyte))).toBe(true);
      }),
    ).toBe('passed');
  });

  it.each([
    ['/etc/passwd', 'File', /outside of it \(\/etc\/passwd\)/],
    ['a/../../b', 'File', /outside of it/],
    ['a\\..\\b', 'File', /outside of it/],
    ['l', 'SymbolicLink', /a SymbolicLink \(l\)/],
    ['l', 'Link', /a Link/],
    ['d', 'CharacterDevice', /a CharacterDevice/],
    ['f', 'FIFO', /a FIFO/],
  ])('refuses %s as %s', (path, type, message) => {
    expect(refusal((guard) => expect(guard.admits(path, { type, size: 0 })).toBe(false))).toMatch(message);
  });

  it('refuses a file that is too large, a total that is, and too many entries', () => {
    expect(refusal((guard) => guard.admits('a', file(3 * 1024 * mebibyte)))).toMatch(/a file of more than 2 GB/);
    const halves = ['a', 'b', 'c'].map((name) => [name, file(1.5 * 1024 * mebibyte)] as const);
    expect(refusal((guard) => halves.forEach((entry) => guard.admits(...entry)))).toMatch(/more than 4 GB/);
    const names = Array.from({ length: 10_001 }, (_, index) => String(index));
    expect(refusal((guard) => names.forEach((name) => guard.admits(name, file(0))))).toMatch(/more than 10000 entries/);
  });

  it('refuses what unpacks to far more than it is, and writes nothing after the first refusal', () => {
    const message = refusal((guard) => {
      expect(guard.admits('zeros', file(70 * mebibyte))).toBe(false);
      expect(guard.admits('small', file(1))).toBe(false);
    }, 70_000);
    expect(message).toMatch(/more than 200 times its own size/);
    expect(refusal((guard) => guard.admits('text', file(60 * mebibyte)), 1_000)).toBe('passed');
  });

  it("lets the weights of every epoch pass in a training's output, and nothing that unpacks to far more than it is", () => {
    const weights = (guard: ReturnType<typeof createArchiveGuard>): void => {
      for (let epoch = 0; epoch < 100; epoch++) guard.admits(`data/weights/epoch${epoch}.pt`, file(56 * mebibyte));
    };
    expect(refusal(weights, 5000 * mebibyte)).toMatch(/more than 4 GB/);
    expect(refusal(weights, 5000 * mebibyte, outputArchiveLimits)).toBe('passed');
    expect(refusal(weights, 50 * mebibyte, outputArchiveLimits)).toMatch(
      /more than 20 times its own size, which no output of a training needs; nothing of it was kept\. See what it is/,
    );
  });
});
