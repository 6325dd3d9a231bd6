const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const asciiLevels = ['_', '.', '-', '=', '*', '^'] as const;

/**
 * A curve in one line of text, from its lowest to its highest value: `█▆▄▃▂▁▁`. Curves longer than `widthChars` are thinned to
 * the means of neighbours; a value that is missing is a blank.
 */
export function formatSparkline(values: readonly (number | null)[], widthChars = 40, canUnicode = true): string {
  const shown = thin(values, widthChars);
  const present = shown.filter((value) => value !== null);
  if (present.length === 0) return '';
  const [low, high] = [Math.min(...present), Math.max(...present)];
  const steps = canUnicode ? levels : asciiLevels;
  return shown
    .map((value) => {
      if (value === null) return ' ';
      const share = high > low ? (value - low) / (high - low) : 0;
      return steps[Math.min(steps.length - 1, Math.floor(share * steps.length))] ?? '';
    })
    .join('');
}

function thin(values: readonly (number | null)[], count: number): (number | null)[] {
  if (values.length <= count) return [...values];
  return Array.from({ length: count }, (_, i) => {
    const part = values.slice(Math.floor((i * values.length) / count), Math.floor(((i + 1) * values.length) / count));
    const present = part.filter((value) => value !== null);
    return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length;
  });
}
