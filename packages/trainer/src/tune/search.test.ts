import { describe, expect, it } from 'vitest';
import { type PresetName, presets } from '../options/presets/presets.js';
import { parseRange } from './parse-range.js';
import { sampleTrial } from './sample-trial.js';
import { toSearchSpace, withRanges } from './search-space.js';
import { findBestTrial, parseTrials } from './trial-record.js';
import { findTuningFaults } from './tuning-request.js';
import { fullSpec } from '../../tests/job-fixtures.js';

const space = toSearchSpace('finetune', 640);

describe(sampleTrial, () => {
  it('stays within the ranges, and tries learning rates equally often in each decade', () => {
    const range = parseRange('lr0=1e-4..1e-2:log');
    const tried = Array.from({ length: 2000 }, (_, trial) => Number(sampleTrial([range], 1, trial)['lr0']));
    expect(Math.min(...tried)).toBeGreaterThanOrEqual(1e-4);
    expect(Math.max(...tried)).toBeLessThanOrEqual(1e-2);
    expect(tried.filter((value) => value < 1e-3).length / tried.length).toBeCloseTo(0.5, 1);
  });

  it('tries every choice, and whole numbers with both ends', () => {
    const tried = Array.from({ length: 200 }, (_, trial) =>
      sampleTrial([parseRange('freeze=0,10'), parseRange('epochs=2..3'), parseRange('patience=1..3:log')], 3, trial),
    );
    expect(new Set(tried.map((one) => one['freeze']))).toEqual(new Set(['0', '10']));
    expect(new Set(tried.map((one) => one['epochs']))).toEqual(new Set(['2', '3']));
    expect(new Set(tried.map((one) => one['patience']))).toEqual(new Set(['1', '2', '3']));
  });

  it('tries fractions of an option that has them, however its bounds are written', () => {
    const tried = Array.from({ length: 20 }, (_, trial) => sampleTrial([parseRange('degrees=0..10')], 3, trial));
    expect(tried.filter((one) => !Number.isInteger(Number(one['degrees']))).length).toBeGreaterThan(10);
  });

  it('tries the same when a search goes on, also with one range more', () => {
    const wider = withRanges(space, [parseRange('box=0.02..0.2')]);
    expect(sampleTrial(wider, 5, 3)).toMatchObject(sampleTrial(space, 5, 3));
    expect(sampleTrial(space, 6, 3)).not.toEqual(sampleTrial(space, 5, 3));
  });
});

describe(parseRange, () => {
  it("knows an option's other spellings, so that its range takes the place of the preset's", () => {
    const own = ['img=320,480', 'batch=8,16', 'weight_decay=1e-4..1e-3', 'imgsz=320'].map(parseRange);
    const searched = withRanges(space, own).map(({ name }) => name);
    expect(searched).toEqual(['lr0', 'momentum', 'weight-decay', 'mosaic', 'freeze', 'imgsz', 'batch-size']);
  });

  it.each([
    ['imgsz=320..640', /not every number between is a value of imgsz. List those to try/],
    ['optimizer=Adam..SGD', /List those to try/],
    ['epochs=1.5..3', /epochs takes whole numbers only/],
    ['lr1=1e-4..1e-2', /no training option "lr1"/],
  ])('refuses %s, and says why', (text, message) => {
    expect(() => parseRange(text)).toThrow(message);
  });

  it.each(['lr0', '=1..2', 'lr0=2..1', 'lr0=0..1:log', 'freeze=0,', 'lr0=a..b'])(
    'refuses %s and shows what is expected',
    (text) => {
      expect(() => parseRange(text)).toThrow(/expected one such as lr0=1e-4\.\.1e-2:log/);
    },
  );
});

describe(toSearchSpace, () => {
  it('searches what the preset leaves open, image sizes as multiples of 32', () => {
    expect(toSearchSpace('finetune', 640).map(({ name }) => name)).toEqual([
      'lr0',
      'momentum',
      'weight-decay',
      'mosaic',
      'freeze',
      'imgsz',
    ]);
    expect(toSearchSpace('scratch', 96).at(-1)).toEqual({ kind: 'choice', name: 'imgsz', values: ['64', '96'] });
  });
});

describe.each(Object.entries(presets))('the space of the preset %s', (name, { toHyp, options }) => {
  it("holds the preset's own values", () => {
    const given = Object.entries({ ...toHyp(50), ...options });
    const own = new Map(given.map(([key, value]) => [key.replaceAll('_', '-'), value]));
    const searched = toSearchSpace(name as PresetName, 640).filter((range) => own.has(range.name));
    expect(searched.length).toBeGreaterThanOrEqual(4);
    for (const range of searched) {
      if (range.kind === 'choice') expect(range.values).toContain(String(own.get(range.name)));
      else expect([range.name, isWithin(Number(own.get(range.name)), range)]).toEqual([range.name, true]);
    }
  });
});

const isWithin = (value: number, { min, max }: { readonly min: number; readonly max: number }): boolean =>
  value >= min && value <= max;

describe(findBestTrial, () => {
  it('is the one with the highest score, the first of equals, never one that failed', () => {
    const trial = (number: number, score: number | null) => ({
      trial: number,
      score,
      mAP50: null,
      seconds: 1,
      hyperparameters: {},
    });
    expect(findBestTrial([trial(1, null), trial(2, 0.3), trial(3, 0.3), trial(4, 0.1)])?.trial).toBe(2);
    expect(findBestTrial([trial(1, null)])).toBeUndefined();
  });
});

describe(parseTrials, () => {
  it('leaves out a line that was cut off when the search was killed', () => {
    expect(parseTrials('{"trial":1}\n{"tri')).toEqual([{ trial: 1 }]);
  });
});

describe(findTuningFaults, () => {
  const { tensorboardUri, registry, allowsRemoteDebug, checksMachines, experiment, ...tunable } = fullSpec;
  const spec = {
    name: 'search',
    strategy: 'Bayesian',
    trials: 5,
    parallel: 2,
    space,
    seed: 0,
    epochs: 30,
    job: tunable,
  } as const;
  it('finds nothing wrong with a search that is right', () => {
    expect(findTuningFaults(spec)).toEqual([]);
    expect(findTuningFaults({ ...spec, space: [parseRange('weights=none,yolov5n.pt')] })).toEqual([]);
  });
  it.each([
    ['a name of 33 characters', { name: 'x'.repeat(33) }, /1 to 32/],
    ['more at once than in all', { parallel: 6 }, /--parallel 6 is more than --trials 5/],
    ['Hyperband without room', { strategy: 'Hyperband', epochs: 5 } as const, /pass 10 or more/],
    [
      'too many variables',
      { job: { ...tunable, environment: Object.fromEntries(Array.from({ length: 49 }, (_, i) => [`K${i}`, ''])) } },
      /at most 48/,
    ],
    [
      'batches that the GPUs can not share',
      { space: [parseRange('batch-size=6,16')], job: { ...tunable, instanceType: 'ml.g5.12xlarge', instanceCount: 1 } },
      /--range batch-size .*--batch 6 can't be shared evenly by 4 GPUs/,
    ],
    [
      'weights that no channel holds',
      { space: [parseRange('weights=none,yolov5n.pt,./mine.pt,yolov5s.pt')] },
      /--range weights holds \.\/mine\.pt, yolov5s\.pt; .* try yolov5n\.pt and none\. Start a search for each/,
    ],
    ['events of TensorBoard', { job: { ...tunable, tensorboardUri } }, /takes --tensorboard-out for a single job only/],
    ['a private registry', { job: { ...tunable, registry } }, /takes --private-registry for a single job/],
    ['a shell', { job: { ...tunable, allowsRemoteDebug } }, /takes --remote-debug for a single job/],
    ['checked machines', { job: { ...tunable, checksMachines } }, /takes --infra-check for a single job/],
    ['an experiment', { job: { ...tunable, experiment } }, /takes --experiment for a single job/],
  ])('finds %s', (_, changed, text) => {
    expect(findTuningFaults({ ...spec, ...changed }).join()).toMatch(text);
  });
});
