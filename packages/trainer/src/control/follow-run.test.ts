import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEpochs } from '../adapters/epoch-log.js';
import { toMlPaths } from '../contract/ml-paths.js';
import { resolveOptions } from '../options/resolve-options.js';
import { toRecordedEpoch } from '../report/to-recorded-epoch.js';
import type { RunRecord } from '../report/run-record.js';
import { sampleEpoch } from '../testing/sample-run.js';
import type { ProgressEvent } from './progress-channel.js';
import { followRun } from './follow-run.js';

let root: string;
beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'detectory-follow-'))));
afterEach(() => rm(root, { recursive: true }));

const facts = (stops: boolean, epochs = 60) => ({
  name: 'garden-1',
  engine: 'yolov5',
  options: resolveOptions(
    new Map<string, string | number | boolean>([
      ['epochs', epochs],
      ['stop-on-overfit', stops],
      ['price-per-hour', 3],
    ]),
  ),
  dataset: { classNames: ['drill'], trainPhotos: 8, valPhotos: 4, valSample: [] },
});

interface Ran {
  readonly epochs?: number;
  /** Epochs that are trained after the one whose verdict asks for the end: the next one has begun by then. */
  readonly late?: number;
}

function run(stops: boolean, turn: number, { epochs = 60, late = 1 }: Ran = {}) {
  const told: ProgressEvent[] = [];
  const lines: string[] = [];
  const paths = toMlPaths(root);
  const followed = followRun({ paths, report: (event) => told.push(event), log: (line) => lines.push(line) });
  const { options } = facts(stops, epochs);
  const stop = followed.watch(options, [], 2);
  let epoch = 0;
  for (let left = late; epoch < options.epochs && left >= 0; left -= stop.aborted ? 1 : 0)
    followed.report(sampleEpoch(epoch++, turn));
  return { told, lines, paths, followed, epoch };
}

describe(followRun, () => {
  it('ends a run that over-fits where it was to, and writes down why and what that saved', async () => {
    const { told, lines, paths, followed, epoch } = run(true, 20);
    expect(epoch).toBeLessThan(35);
    const record = await followed.finish(facts(true), { wasStopped: true, bestEpoch: epoch });
    expect(record.stop).toEqual({ reason: 'over-fitting', epoch });
    expect(record.watch).toMatchObject({ verdict: 'over-fitting', stoppedAt: epoch });
    expect(record.watch?.saved).toEqual({
      epochs: 60 - epoch,
      seconds: expect.closeTo((60 - epoch) * 12, 6) as number,
      cost: expect.closeTo(((60 - epoch) * 12 * 3 * 2) / 3600, 6) as number,
    });
    expect(JSON.parse(await readFile(join(paths.outputData, 'run.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(record)),
    );
    expect(await readFile(join(paths.outputData, 'report.html'), 'utf8')).toContain('Verdict: over-fitting');
    expect(told.at(-1)).toMatchObject({ event: 'verdict', shouldStop: true });
    const stopping = '[detectory] stopping after the epoch under way: the run over-fits.';
    expect(lines.filter((line) => line.includes('stopping'))).toEqual([stopping]);
    const asked = told.findIndex((event) => event.event === 'verdict' && event.shouldStop);
    expect(told.slice(asked).filter(({ event }) => event === 'epoch')).toHaveLength(1);
  });

  it('calls no run stopped whose epochs were all trained', async () => {
    const asked = run(true, 20, { late: 0 }).epoch;
    const atOnce = run(true, 20, { epochs: asked + 1 });
    expect(atOnce.lines.some((line) => line.includes('stopping'))).toBe(false);
    for (const { epoch, followed } of [atOnce, run(true, 20, { epochs: asked + 2, late: 2 })]) {
      const record = await followed.finish(facts(true, epoch), { wasStopped: true, bestEpoch: epoch });
      expect(record.stop).toEqual({ reason: 'finished', epoch });
      expect(record.watch?.verdict).toBe('over-fitting');
      expect(record.watch).not.toHaveProperty('stoppedAt');
      expect(record.watch).not.toHaveProperty('saved');
    }
  });

  it('says so and goes on where it was not to stop', () => {
    const { epoch, lines } = run(false, 20);
    expect(epoch).toBe(60);
    expect(lines.some((line) => line.startsWith('[detectory] verdict: over-fitting since epoch'))).toBe(true);
  });

  it('leaves a run alone that goes on improving, and logs a verdict only when it changes', () => {
    const { epoch, lines } = run(true, Infinity);
    expect(epoch).toBe(60);
    expect(lines.length).toBeLessThan(6);
  });

  it('keeps each epoch as it comes, with those of the run that it goes on from', async () => {
    const paths = toMlPaths(root);
    const followed = followRun({ paths, report: () => undefined, log: () => undefined });
    followed.watch(
      facts(false).options,
      [0, 1].map((epoch) => toRecordedEpoch(sampleEpoch(epoch))),
    );
    followed.report(sampleEpoch(2));
    expect((await readEpochs(join(paths.outputData, 'epochs.jsonl'))).map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    const record: RunRecord = await followed.finish(facts(false), { wasStopped: false, resumedFrom: 2 });
    expect(record.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(record.resumedFrom).toBe(2);
  });
});
