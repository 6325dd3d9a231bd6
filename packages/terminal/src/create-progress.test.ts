import { describe, expect, it } from 'vitest';
import { createProgress } from './create-progress.js';

function record(isTTY: boolean) {
  const written: string[] = [];
  let time = 0;
  return {
    written,
    output: { isTTY, columns: 60, write: (text: string) => written.push(text) },
    now: () => time,
    pass: (ms: number) => (time += ms),
  };
}

describe(createProgress, () => {
  it('writes a plain line now and then where there is no terminal', () => {
    const { written, output, now, pass } = record(false);
    const progress = createProgress({ label: 'Copying', total: 10, unit: 'images' }, output, now);
    progress.update(1);
    pass(1000);
    progress.update(2);
    pass(5000);
    progress.update(5, 'a.jpg');
    progress.finish();
    expect(written).toEqual([
      'Copying ██░░░░░░░░░░░░░░░░░░ 1/10 images\n',
      'Copying ██████████░░░░░░░░░░ 5/10 images · 6 s left · a.jpg\n',
      'Copying: 10 images done in 6 s\n',
    ]);
  });

  it('redraws one line on a terminal and never wraps it', () => {
    const { written, output, now, pass } = record(true);
    const progress = createProgress({ label: 'Training', total: 4 }, output, now, { canUnicode: true });
    progress.update(1, 'x'.repeat(200));
    pass(200);
    progress.update(2);
    progress.finish('ended');
    expect(written[0]).toHaveLength('\r\u001b[K'.length + 59);
    expect(written.slice(1)).toEqual([
      '\r\u001b[KTraining ██████████░░░░░░░░░░ 2/4',
      '\r\u001b[KTraining: ended in 200 ms',
      '\n',
    ]);
  });

  it('keeps to ASCII where the terminal shows no more', () => {
    const { written, output, now } = record(true);
    const progress = createProgress({ label: 'Copying', total: 4 }, output, now, { canUnicode: false });
    progress.update(1, 'a.jpg');
    expect(written).toEqual(['\r\u001b[KCopying #####............... 1/4 - a.jpg']);
  });

  it('counts without a bar where nobody knows the total', () => {
    const { written, output, now } = record(false);
    createProgress({ label: 'Listing', unit: 'objects' }, output, now).update(7);
    expect(written).toEqual(['Listing: 7 objects\n']);
  });
});
