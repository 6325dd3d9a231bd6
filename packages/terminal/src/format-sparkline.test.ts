import { describe, expect, it } from 'vitest';
import { formatSparkline } from './format-sparkline.js';

describe(formatSparkline, () => {
  it('draws from the lowest to the highest value', () => {
    expect(formatSparkline([8, 7, 6, 5, 4, 3, 2, 1])).toBe('█▇▆▅▄▃▂▁');
    expect(formatSparkline([1, 6], 40, false)).toBe('_^');
  });

  it('leaves a blank where a value is missing, and is flat where nothing changes', () => {
    expect(formatSparkline([1, null, 1])).toBe('▁ ▁');
    expect(formatSparkline([null])).toBe('');
  });

  it('thins a long curve to its width', () => {
    const line = formatSparkline(
      Array.from({ length: 1000 }, (_, i) => 1000 - i),
      10,
    );
    expect(line).toHaveLength(10);
    expect(line.startsWith('█')).toBe(true);
    expect(line.endsWith('▁')).toBe(true);
  });
});
