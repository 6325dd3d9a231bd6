import type { EpochEvent } from '../../engine/engine-event.js';
import { fitnessOf } from '../../metrics/fitness.js';
import { parseMetricLine } from './parse-metric-line.js';

/**
 * Epochs out of a log's lines, in order. A job that went on after an interruption prints some again: those are left out. How
 * long an epoch took is the time since the one before, and which is best follows from YOLOv5's fitness.
 */
export function createEpochReader(): (line: string, atMs: number) => EpochEvent | undefined {
  let last = { epoch: -1, atMs: 0 };
  let bestFitness = Number.NEGATIVE_INFINITY;
  return (line, atMs) => {
    const parsed = parseMetricLine(line);
    if (!parsed || parsed.epoch <= last.epoch) return undefined;
    const seconds = last.epoch < 0 ? 0 : (atMs - last.atMs) / 1000 / (parsed.epoch - last.epoch);
    last = { epoch: parsed.epoch, atMs };
    const fitness = fitnessOf(parsed.val) ?? 0;
    const best = fitness > bestFitness;
    bestFitness = Math.max(bestFitness, fitness);
    return { event: 'epoch', ...parsed, best, seconds };
  };
}
