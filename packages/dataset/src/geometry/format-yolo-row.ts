import type { NormalizedBox } from './to-normalized-box.js';

const decimals = 6;
const unit = 10 ** decimals;
/** `000` to `999`. */
const threeDigits = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, '0'));

/** `class centerX centerY width height` with six decimals, as YOLOv5 reads it. */
export function formatYoloRow(classIndex: number, { centerX, centerY, width, height }: NormalizedBox): string {
  return `${classIndex} ${formatFraction(centerX)} ${formatFraction(centerY)} ${formatFraction(width)} ${formatFraction(height)}`;
}

/** `toFixed(6)`, in a fraction of its time for the numbers from 0 to 1 that have no more than six decimals. */
export function formatFraction(value: number): string {
  const millionths = Math.round(value * unit);
  if (millionths / unit !== value || !(millionths >= 0 && millionths < unit)) return value.toFixed(decimals);
  return `0.${threeDigits[Math.floor(millionths / 1000)]}${threeDigits[millionths % 1000]}`;
}
