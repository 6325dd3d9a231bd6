import { describe, expect, it } from 'vitest';
import { findLastWords } from './find-last-words.js';

describe(findLastWords, () => {
  it('leaves the headers of tables, blank lines and warnings out', () => {
    const log = [
      'Starting training for 100 epochs...',
      '',
      '      Epoch    GPU_mem   box_loss   obj_loss   cls_loss  Instances       Size',
      "`torch.cuda.amp.autocast(args...)` is deprecated. Please use `torch.amp.autocast('cuda', args...)` instead.",
      '/lib/train.py:307: FutureWarning: this will change. Please use something else.',
      '  with torch.cuda.amp.autocast(amp):',
      '                 Class     Images  Instances          P          R      mAP50   mAP50-95',
      '                   all          9         19          0          0          0          0',
      '[detectory] verdict: under-fitting. 1 epoch is too few to judge by.',
      '',
      '      Epoch    GPU_mem   box_loss   obj_loss   cls_loss  Instances       Size\r\n',
    ].join('\n');
    expect(findLastWords(log)).toEqual([
      'Starting training for 100 epochs...',
      'all 9 19 0 0 0 0',
      '[detectory] verdict: under-fitting. 1 epoch is too few to judge by.',
    ]);
  });

  it('takes of a bar what it showed last, and keeps an indented line that belongs to no warning', () => {
    const log = 'Traceback\n  File "train.py", line 1\n 0/4: 10%|#\r 0/4: 20%|##\n';
    expect(findLastWords(log)).toEqual(['Traceback', 'File "train.py", line 1', '0/4: 20%|##']);
  });

  it('has none of an empty log', () => {
    expect(findLastWords('\n')).toEqual([]);
  });
});
