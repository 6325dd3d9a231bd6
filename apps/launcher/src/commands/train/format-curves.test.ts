import { describe, expect, it } from 'vitest';
import { formatCurves } from './format-curves.js';

const epoch = (loss: number | null, mAP50_95: number) => {
  const losses = { box_loss: loss, cls_loss: 0.1, dfl_loss: 0.1 };
  return { train: losses, val: { ...losses, precision: 0.5, recall: 0.5, mAP50: 0.5, mAP50_95 } };
};

describe(formatCurves, () => {
  it('draws nothing of a single point', () => {
    expect(formatCurves([epoch(1, 0)])).toBeUndefined();
  });

  it('shows losses and mAP with their first and last figures, of any engine', () => {
    const rows = formatCurves([epoch(0.8, 0.1), epoch(0.8, 0.2), epoch(0.8, 0.3)])?.split('\n') ?? [];
    expect(rows.map((row) => row.replaceAll(/[^\w.\- ]/g, '').replaceAll(/ {2,}/g, ' '))).toEqual([
      expect.stringMatching(/^training loss .*1\.000 to 1\.000$/),
      expect.stringMatching(/^validation loss .*1\.000 to 1\.000$/),
      expect.stringMatching(/^mAP50-95 .*0\.100 to 0\.300$/),
    ]);
  });

  it('leaves a gap where a loss is no number', () => {
    expect(formatCurves([epoch(null, 0), epoch(0.8, 0.1)])).toMatch(/training loss .*1\.000 to 1\.000/);
    const rows = formatCurves([epoch(0.8, 0), epoch(null, 0), epoch(0.8, 0)])?.split('\n') ?? [];
    expect(rows[1]).toMatch(/validation loss +(\S) \1 +1\.000 to 1\.000/);
  });
});
