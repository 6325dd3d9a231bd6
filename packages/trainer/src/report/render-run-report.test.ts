import { describe, expect, it } from 'vitest';
import { hostileClass, sampleRunPage } from '../testing/sample-run.js';
import { renderRunReport } from './render-run-report.js';

describe(renderRunReport, () => {
  it('gives the same text for the same run', () => {
    expect(renderRunReport(sampleRunPage('improving'))).toBe(renderRunReport(sampleRunPage('improving')));
  });

  it('shows names as text', () => {
    const html = renderRunReport(sampleRunPage('over-fitting'));
    expect(html).not.toContain(hostileClass);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('says that a run over-fitted, since when, where it stopped and what that saved', () => {
    const page = sampleRunPage('over-fitting');
    const { watch, stop, epochs } = page.record;
    const html = renderRunReport(page);
    expect(stop).toEqual({ reason: 'over-fitting', epoch: epochs.length });
    expect(html).toContain(`Verdict: over-fitting since epoch ${watch!.since}`);
    expect(html).toContain(`Stopped after epoch ${stop.epoch}: ${60 - stop.epoch} epochs not trained`);
    expect(html).toContain('at the price that was given');
    expect(html).toContain(`epoch ${stop.epoch}: stopped because it over-fitted</title>`);
  });

  it('offers the command that goes on where a run still improves', () => {
    const html = renderRunReport(sampleRunPage('improving'));
    expect(html).toContain('Verdict: improving');
    expect(html).toContain('detectory-launch train --continue runs/garden-1 --data dataset --epochs 90');
    expect(html).not.toContain('Stopped after epoch');
  });

  it('draws both losses by component, raw and smoothed, with their figures below', () => {
    const { record } = sampleRunPage('improving');
    const html = renderRunReport(sampleRunPage('improving'));
    for (const title of ['All losses together', 'Box loss', 'Object loss', 'Class loss'])
      expect(html).toContain(`<figcaption>${title}</figcaption>`);
    expect(html.match(/class="loss second raw"/g)).toHaveLength(4);
    expect(html).toContain(`<td class="number">${record.epochs[0]!.val.box_loss!.toFixed(4)}</td>`);
  });

  it('says first what a person must know of the weights that the run began with', () => {
    const page = sampleRunPage('improving');
    const startWarning = 'Only 60 of 349 tensors came from yolov5n.pt.';
    const html = renderRunReport({ ...page, record: { ...page.record, startWarning } });
    expect(html).toContain(`<p class="lede"><strong>${startWarning}</strong></p>`);
    expect(renderRunReport(page)).not.toContain(startWarning);
  });

  it('compares sizes and precisions where there are several, and says which is served', () => {
    const { record } = sampleRunPage('improving');
    expect(renderRunReport({ record })).not.toContain('Sizes and precisions');
    const shared = { heightPx: 64, widthPx: 96, mAP50: 0.5, sizeBytes: 7_900_000, latencyMs: 4 };
    const variants = [
      { ...shared, precision: 'fp32' as const, mAP50_95: 0.3 },
      { ...shared, precision: 'int8' as const, mAP50_95: 0.28 },
    ];
    const refusals = [{ precision: 'int8' as const, reason: 'int8 loses 0.020.' }];
    const html = renderRunReport({ record: { ...record, exports: { variants, refusals, served: 'fp32' } } });
    for (const text of ['64x96', '-0.020', '>served<', '>refused<', '<p>int8 loses 0.020.</p>'])
      expect(html).toContain(text);
  });

  it('says beside the options what was chosen where nobody chose', () => {
    const { record } = sampleRunPage('improving');
    const html = renderRunReport({ record: { ...record, notes: ['Hyperparameters: the preset finetune.'] } });
    expect(html).toContain('<p>Hyperparameters: the preset finetune.</p>');
  });

  it('says why there are no photos where there are none', () => {
    const { record } = sampleRunPage('improving');
    const html = renderRunReport({ record, missingPhotos: 'The dataset is gone.' });
    expect(html).toContain('The dataset is gone.');
    expect(html).not.toContain('<figure class="judged">');
  });
});
