import { describe, expect, it } from 'vitest';
import { toPlainLine } from './plain-line.js';

describe(toPlainLine, () => {
  it('takes colours and cursor movements away', () => {
    expect(toPlainLine('\u001b[34m\u001b[1mhyperparameters: \u001b[0mlr0=0.01\u001b[K ')).toBe(
      'hyperparameters: lr0=0.01',
    );
  });

  it('leaves out what tqdm draws', () => {
    expect(toPlainLine('        0/2      0G     0.04:  50%|█████     | 4/8 [00:01<00:01,  3.4it/s]')).toBeUndefined();
  });

  it('keeps any other line as it is', () => {
    const line = '[detectory] epoch=3; train/box_loss=0.0412; ✅ 50%';
    expect(toPlainLine(line)).toBe(line);
  });
});
