import type { EpochEvent } from '../engine/engine-event.js';

/**
 * One epoch as a line that CloudWatch's regular expressions can read:
 * `[detectory] epoch=3 train/box_loss=0.0412; …; val/mAP50=0.513;`. Epochs are counted from 1.
 */
export function formatMetricLine({ epoch, train, val }: EpochEvent): string {
  const figures = [...prefixed('train', train), ...prefixed('val', val)];
  const pairs = figures.map(([name, value]) => `${name}=${value === null ? 'nan' : round(value)};`);
  return `[detectory] epoch=${epoch + 1}; ${pairs.join(' ')}`;
}

/** SageMaker's MetricDefinitions for these lines: one capture group each, well below 500 characters. */
export const metricDefinitions: readonly { readonly Name: string; readonly Regex: string }[] = [
  ...['box_loss', 'obj_loss', 'cls_loss'].map((name) => `train/${name}`),
  ...['precision', 'recall', 'mAP50', 'mAP50_95', 'box_loss', 'obj_loss', 'cls_loss'].map((name) => `val/${name}`),
].map((name) => ({ Name: name.replace('/', ':'), Regex: `\\[detectory\\].* ${name}=([-+0-9.eE]+);` }));

function prefixed(prefix: string, figures: object): (readonly [string, number | null])[] {
  return (Object.entries(figures) as [string, number | null][]).map(
    ([name, value]) => [`${prefix}/${name}`, value] as const,
  );
}

function round(value: number): string {
  return String(Number(value.toPrecision(6)));
}
