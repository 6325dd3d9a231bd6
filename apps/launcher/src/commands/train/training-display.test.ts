import type { RunRecord, VerdictEvent } from '@detectory/trainer';
import { describe, expect, it, vi } from 'vitest';
import { createTrainingDisplay } from './create-training-display.js';
import { formatRunSummary } from './format-run-summary.js';

const losses = { box_loss: 0.05, obj_loss: 0.04, cls_loss: null };

describe(createTrainingDisplay, () => {
  it('says one line for each epoch, with NaN shown for what it is', () => {
    const lines: string[] = [];
    const display = createTrainingDisplay(3, (text) => lines.push(text));
    const val = { ...losses, precision: 0.1, recall: 0.2, mAP50: 0.5, mAP50_95: 0.3 };
    for (const epochs of [3, 2]) display.show({ event: 'resumed', epoch: 1, epochs, from: 'slot-a/last.pt' });
    display.show({ event: 'epoch', epoch: 0, train: losses, val, best: true, seconds: 12 });
    const whole = { box_loss: 0.05, obj_loss: 0.04, cls_loss: 0.01 };
    display.show({ event: 'epoch', epoch: 1, train: whole, val, best: false, seconds: 12 });
    display.show({ event: 'epoch', epoch: 2, train: whole, val: { ...val, ...whole }, best: false, seconds: 12 });
    display.show({ event: 'warning', message: 'WARNING: no validation split' });
    display.show({ event: 'note', message: '10 training photos are few.' });
    expect(lines).toEqual([
      'Going on at epoch 3 of 3, from the checkpoint slot-a/last.pt\n',
      'All 2 epochs are done already: what is left is the export of slot-a/last.pt\n',
      'Epoch 1/3, losses: box 0.050, object 0.040, class NaN, validation loss NaN, mAP50 0.500, mAP50-95 0.300, 12 s, best so far\n',
      'Epoch 2/3, losses: box 0.050, object 0.040, class 0.010, validation loss NaN, mAP50 0.500, mAP50-95 0.300, 12 s\n',
      'Epoch 3/3, losses: box 0.050, object 0.040, class 0.010, mAP50 0.500, mAP50-95 0.300, 12 s\n',
      'WARNING: no validation split\n',
      '10 training photos are few.\n',
    ]);
  });
});

describe('a verdict', () => {
  it('is said when it changes, and once that it ends the training', () => {
    const lines: string[] = [];
    const display = createTrainingDisplay(50, (text) => lines.push(text));
    const found = { verdict: 'over-fitting', since: 15, reason: 'It rose.', rules: {}, shouldStop: true } as const;
    for (const [epoch, hasChanged] of [
      [20, true],
      [21, false],
    ] as const)
      display.show({ ...found, event: 'verdict', epoch, hasChanged } as unknown as VerdictEvent);
    expect(lines).toEqual([
      'Verdict: over-fitting since epoch 15. It rose.\n',
      'The training ends after the epoch that is under way.\n',
    ]);
  });
});

describe('the times without a batch', () => {
  it('are named: a check, a program that loads, a validation', () => {
    const lines: string[] = [];
    const bars: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => bars.push(String(text)) > 0);
    const display = createTrainingDisplay(3, (text) => lines.push(text));
    for (const stage of ['checking', 'training'] as const) display.show({ event: 'stage', stage });
    vi.spyOn(Date, 'now').mockReturnValueOnce(0).mockReturnValueOnce(0).mockReturnValueOnce(0).mockReturnValue(60_000);
    display.show({ event: 'batch', epoch: 0, batch: 7, batches: 7, train: losses });
    display.show({ event: 'validating', epoch: 0, batch: 2, batches: 4 });
    vi.restoreAllMocks();
    expect(lines).toEqual(['Checking the options and the dataset\n', 'Starting the training program\n']);
    expect(bars.at(-1)).toMatch(/Epoch 1\/3 .* 7\/7 batches.*validating, 2 of 4 batches/);
  });
});

describe('what takes its time beside epochs', () => {
  it('is said: loading, the last validation, plots, each export, each precision', () => {
    const lines: string[] = [];
    const bars: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => bars.push(String(text)) > 0);
    const display = createTrainingDisplay(1, (text) => lines.push(text));
    const val = { precision: 0, recall: 0, mAP50: 0, mAP50_95: 0 };
    const size = { heightPx: 64, widthPx: 96 };
    for (const rank of [0, 1]) display.show({ event: 'process', rank, pid: 7 });
    display.show({ event: 'epoch', epoch: 0, train: losses, val, best: true, seconds: 1 });
    display.show({ event: 'validating', epoch: 0, batch: 1, batches: 4 });
    for (const stopped of [false, true]) display.show({ event: 'end', epochs: 1, bestEpoch: 0, stopped });
    display.show({ event: 'export', file: '/tmp/a.onnx', ...size });
    display.show({ event: 'quantising', precision: 'int8', ...size, number: 3, total: 6 });
    display.show({ event: 'calibrating', done: 64, total: 64 });
    vi.restoreAllMocks();
    expect(lines.filter((line) => !line.startsWith('Epoch'))).toEqual([
      'The training program runs: it loads weights, labels and photos\n',
      'The training has ended; its curves and plots are being drawn\n',
      'The training has ended\n',
      'Exporting fp32 at 64x96\n',
      'Making int8 at 64x96, 3 of 6\n',
    ]);
    expect(bars.join('')).toMatch(/Validating the best epoch .* 1\/4 batches[^]*Calibrating: 64 photos done/);
  });
});

describe('the measuring of exports', () => {
  it('has a bar for each file, with its own time, that ends', () => {
    const bars: string[] = [];
    let nowMs = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => nowMs);
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => bars.push(String(text)) > 0);
    const display = createTrainingDisplay(0);
    const photos = { event: 'evaluating', heightPx: 64, widthPx: 96, total: 20 } as const;
    for (const precision of ['fp32', 'int8'] as const)
      for (const done of [1, 10, 20]) {
        display.show({ ...photos, precision, done });
        nowMs += 6000;
      }
    vi.restoreAllMocks();
    const shown = bars.filter((text) => / 10\/20 | done in /.test(text)).map((text) => text.trim());
    expect(shown).toEqual([
      expect.stringMatching(/^Measuring fp32 at 64x96 .* 10\/20 photos.* 6 s left$/),
      expect.stringMatching(/^Measuring fp32 at 64x96: 20 photos done in 12 s$/),
      expect.stringMatching(/^Measuring int8 at 64x96 .* 10\/20 photos.* 6 s left$/),
      expect.stringMatching(/^Measuring int8 at 64x96: 20 photos done in 12 s$/),
    ]);
  });
});

describe('the first line of a training', () => {
  it.each([
    [0, 'the training process loads them itself'],
    [1, 'one other process loads them'],
    [4, '4 other processes load them'],
  ])('says who loads photos, with %d loaders', (workers, expected) => {
    const lines: string[] = [];
    const start = { event: 'start', trainImages: 8, valImages: 2, batches: 2, workers, stridePx: 32 } as const;
    createTrainingDisplay(3, (text) => lines.push(text)).show(start);
    expect(lines).toEqual([`Training on 8 photos, validating on 2; ${expected}\n`]);
  });
});

describe(formatRunSummary, () => {
  const summary = {
    model: 'm.tar.gz',
    output: 'o',
    sizeBytes: 7_900_000,
    durationMs: 61_000,
    classNames: [],
    metrics: undefined,
    curves: undefined,
    record: undefined,
    report: undefined,
    nextCommand: undefined,
    parity: undefined,
  };

  it('shows what a person wants to know, and leaves out what is not there', () => {
    const text = formatRunSummary({ ...summary, parity: { images: 4, detections: 80, agreement: 0.995 } });
    expect(text).toContain('m.tar.gz (7.9 MB)');
    expect(text).toContain('99.5% of 80 detections agree');
    expect(text).toContain('1 min 01 s');
    expect(text).not.toContain('curves');
    expect(text).not.toContain('epochs');
    expect(text).toMatch(/\n\nTo see what it finds: detectory-serve --model m\.tar\.gz$/);
    expect(text).not.toContain('To go on');
    expect(formatRunSummary({ ...summary, durationMs: undefined, parity: undefined })).not.toContain('time');
  });

  it.each([
    [{ reason: 'finished', epoch: 200 }, /epochs +200 of 200\n/],
    [{ reason: 'asked', epoch: 11 }, /epochs +11 of 200, stopped\n/],
    [{ reason: 'over-fitting', epoch: 31 }, /epochs +31 of 200, stopped because it over-fits\n/],
    [{ reason: 'patience', epoch: 90 }, /epochs +90 of 200, ended by patience\n/],
  ] as const)('says how many epochs were trained, and why not all: %j', (stop, expected) => {
    const record = { stop, options: { epochs: 200 }, epochs: [] } as unknown as RunRecord;
    expect(formatRunSummary({ ...summary, record })).toMatch(expected);
  });

  it('says which epoch the model is', () => {
    const stop = { reason: 'patience', epoch: 90 };
    const record = { stop, bestEpoch: 77, options: { epochs: 200 }, epochs: [] } as unknown as RunRecord;
    expect(formatRunSummary({ ...summary, record })).toMatch(/\nbest epoch +77 of 90, which the model is\n/);
  });

  it('compares sizes and precisions, and says which is served and why one is not', () => {
    const shared = { heightPx: 64, widthPx: 96, mAP50: 0.5, sizeBytes: 7_900_000, latencyMs: 4 };
    const variants = [
      { ...shared, precision: 'fp32', mAP50_95: 0.3 },
      { ...shared, precision: 'int8', mAP50_95: 0.28 },
    ] as const;
    const exports = { variants, refusals: [{ precision: 'int8', reason: 'int8 loses 0.020.' }], served: 'fp32' };
    const stop = { reason: 'finished', epoch: 2 };
    const record = { exports, stop, options: { epochs: 2 }, epochs: [] } as unknown as RunRecord;
    const text = formatRunSummary({ ...summary, record });
    expect(text).toMatch(/\nfp32 +64x96 +0\.300 .* served\nint8 +64x96 .* -0\.020 .* refused\nint8 loses 0\.020\.\n/);
  });

  it('says what the over-fit watch saved', () => {
    const watch = {
      verdict: 'over-fitting',
      since: 40,
      reason: 'It rose.',
      saved: { epochs: 1, seconds: 61, cost: 0.5 },
    };
    const stop = { reason: 'over-fitting', epoch: 49 };
    const record = { watch, stop, options: { epochs: 50 }, epochs: [] } as unknown as RunRecord;
    expect(formatRunSummary({ ...summary, record })).toContain(
      'Stopped after epoch 49: 1 epoch not trained, about 1 min 01 s saved, 0.50 at the price given.',
    );
  });
});
