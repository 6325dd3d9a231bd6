import { describe, expect, it } from 'vitest';
import { hostileClass, sampleEvaluationPage } from '../testing/sample-evaluation.js';
import { renderEvaluationPage } from './render-evaluation-page.js';

describe(renderEvaluationPage, () => {
  it('gives the same text for the same page', () => {
    expect(renderEvaluationPage(sampleEvaluationPage(2))).toBe(renderEvaluationPage(sampleEvaluationPage(2)));
  });

  it('shows names as text', () => {
    const html = renderEvaluationPage(sampleEvaluationPage(1));
    expect(html).not.toContain(hostileClass);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('shows headline figures, each class that was drawn, and every mistake', () => {
    const page = sampleEvaluationPage(1);
    const html = renderEvaluationPage(page);
    const { yolov5 } = page.models[0].evaluation;
    expect(html).toContain(`<dt>mAP50-95</dt><dd>${yolov5.mAP50_95.toFixed(3)}</dd>`);
    expect(html).toContain('<th scope="row">saw</th>');
    expect(html).not.toContain('<th scope="row">never seen</th>');
    const shown = page.photos.filter(({ picture }) => 'dataUri' in picture);
    const misses = shown.reduce((sum, { judged }) => sum + (judged[0]?.misses.length ?? 0), 0);
    expect(html.match(/<title>missed /g)).toHaveLength(misses);
    expect(html).toContain('The file is cut off.');
  });

  it('sets two models beside each other, with what changed', () => {
    const page = sampleEvaluationPage(2);
    const html = renderEvaluationPage(page);
    const [before, after] = page.models.map(({ evaluation }) => evaluation.yolov5.mAP50_95);
    expect(after).toBeGreaterThan(before ?? 1);
    expect(html).toContain(`<span class="better">+${((after ?? 0) - (before ?? 0)).toFixed(3)}</span>`);
    expect(html.match(/class="curve second"/g)?.length).toBeGreaterThanOrEqual(2);
    expect(html.match(/<figure class="judged">/g)).toHaveLength(2 * page.photos.length);
  });
});
