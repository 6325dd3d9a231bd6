import type { EpochEvent } from '../engine/engine-event.js';
import { fitnessOf } from './fitness.js';

/**
 * One epoch as a line that CloudWatch's regular expressions can read:
 * `[detectory] epoch=3; train/box_loss=0.0412; …; val/mAP50=0.513; …`. Epochs are counted from 1. What is no number says
 * `nan`, which no definition reads: a gap in the curve, not a zero.
 */
export function formatMetricLine({ epoch, train, val }: EpochEvent): string {
  const figures = [...prefixed('train', train), ...prefixed('val', { ...val, fitness: fitnessOf(val) })];
  const pairs = figures.map(([name, value]) => `${name}=${value === null ? 'nan' : round(value)};`);
  return `[detectory] epoch=${epoch + 1}; ${pairs.join(' ')}`;
}

/** Losses of both engines: each has three of them. */
const trainFigures = ['box_loss', 'obj_loss', 'cls_loss', 'dfl_loss'];
const valFigures = ['precision', 'recall', 'mAP50', 'mAP50_95', ...trainFigures, 'fitness'];

/**
 * SageMaker's MetricDefinitions for these lines: one capture group each, well below 500 characters and 40 definitions. Their
 * names are what a tuning job may take as its objective: each is there every epoch.
 */
export const metricDefinitions: readonly { readonly Name: string; readonly Regex: string }[] = [
  ...trainFigures.map((name) => `train/${name}`),
  ...valFigures.map((name) => `val/${name}`),
].map((name) => ({ Name: name.replace('/', ':'), Regex: `\\[detectory\\].* ${name}=([-+0-9.eE]+);` }));

function prefixed(prefix: string, figures: object): (readonly [string, number | null])[] {
  return (Object.entries(figures) as [string, number | null][]).map(
    ([name, value]) => [`${prefix}/${name}`, value] as const,
  );
}

function round(value: number): string {
  return String(Number(value.toPrecision(6)));
}
