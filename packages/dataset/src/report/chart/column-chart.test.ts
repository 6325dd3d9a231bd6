import { describe, expect, it } from 'vitest';
import { columnChart } from './column-chart.js';

describe(columnChart, () => {
  it('shortens large counts above its columns, and writes none above an empty one', () => {
    const values = [0, 999, 1499, 12_400];
    const columns = values.map((value, i) => ({ label: `c${i}`, value }));
    const svg = columnChart({ label: 'sizes', columns, axis: 'px' }).html;
    expect([...svg.matchAll(/<text x="[^"]*" y="[^"]*">([^<]*)<\/text>/g)].map(([, text]) => text)).toEqual([
      '',
      '999',
      '1.5k',
      '12k',
    ]);
  });
});
