import type { EpochEvent, Losses, ValidationFigures } from '../../engine/engine-event.js';

const pair = /(train|val)\/([A-Za-z0-9_]+)=([-+0-9.eE]+|nan|inf);/g;

/**
 * A line that `formatMetricLine` wrote back to its epoch, as it comes from a log that is far away; undefined for any other.
 * What the line doesn't say (which epoch is best, how long one took) is left to the caller.
 */
export function parseMetricLine(line: string): Pick<EpochEvent, 'epoch' | 'train' | 'val'> | undefined {
  const [, epoch] = /\[detectory\].*\bepoch=(\d+)/.exec(line) ?? [];
  if (epoch === undefined) return undefined;
  const figures = { train: new Map<string, number | null>(), val: new Map<string, number | null>() };
  for (const [, split, name = '', value] of line.matchAll(pair))
    figures[split === 'train' ? 'train' : 'val'].set(name, Number.isFinite(Number(value)) ? Number(value) : null);
  if (figures.train.size === 0) return undefined;
  return { epoch: Number(epoch) - 1, train: toLosses(figures.train), val: toValidation(figures.val) };
}

/** Those that the line names: each engine has components of its own. */
function toLosses(figures: ReadonlyMap<string, number | null>): Losses {
  return Object.fromEntries([...figures].filter(([name]) => name.endsWith('_loss')));
}

function toValidation(figures: ReadonlyMap<string, number | null>): ValidationFigures {
  const figure = (name: string): number | null => figures.get(name) ?? null;
  return {
    ...toLosses(figures),
    precision: figure('precision'),
    recall: figure('recall'),
    mAP50: figure('mAP50'),
    mAP50_95: figure('mAP50_95'),
  };
}
