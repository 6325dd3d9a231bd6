import { describe, expect, it } from 'vitest';
import type { ProgressEvent } from '../control/progress-channel.js';
import { resolveOptions } from '../options/resolve-options.js';
import { createRunRecorder, type RunFacts } from './create-run-recorder.js';
import type { RunRecord } from './run-record.js';

function record(...events: readonly ProgressEvent[]): RunRecord {
  const recorder = createRunRecorder(() => 0);
  for (const event of events) recorder.add(event);
  const dataset = { classNames: [], trainPhotos: 1, valPhotos: 1, valSample: [] };
  const facts: RunFacts = { name: 'garden', engine: 'yolov5', options: resolveOptions(new Map()), dataset };
  return recorder.toRecord(facts, { wasStopped: false });
}

describe(createRunRecorder, () => {
  it('keeps how sizes and precisions compare, with what is served', () => {
    const refusals = [{ precision: 'int8', reason: 'It loses too much.' }] as const;
    const exports = { variants: [], refusals, served: 'fp16' } as const;
    expect(record({ event: 'variants', ...exports }).exports).toEqual(exports);
    expect(record()).not.toHaveProperty('exports');
  });

  it('keeps what was chosen where nobody chose', () => {
    const message = 'Hyperparameters: the preset finetune.';
    expect(record({ event: 'note', message }).notes).toEqual([message]);
  });
});
