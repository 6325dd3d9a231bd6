import type { CheckpointState } from '../checkpoints/checkpoint-state.js';
import { resolveOptions, type TrainOptions } from '../options/resolve-options.js';

export function sampleOptions(values: Readonly<Record<string, string | number>>): TrainOptions {
  return resolveOptions(new Map(Object.entries(values)));
}

/** What a run of YOLOv5 keeps beside its checkpoint. */
export function sampleCheckpoint(epoch: number, changes: Partial<CheckpointState> = {}): CheckpointState {
  return {
    formatVersion: 1,
    engine: 'yolov5',
    epoch,
    bestEpoch: 0,
    bestFitness: 0.1,
    datasetSha256: 'd',
    classNames: ['hammer', 'drill'],
    options: sampleOptions({ epochs: 10 }),
    files: { 'last.pt': '0', 'best.pt': '0' },
    ...changes,
  };
}
