import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../resolve-options.js';
import { resolveHyp } from './resolve-hyp.js';
import { shippedHyps } from './shipped-hyps.js';

const resolve = (given: Record<string, string | number>, text?: string) =>
  resolveHyp(
    resolveOptions(new Map(Object.entries(given))),
    text === undefined ? undefined : { path: 'my.yaml', text },
  );

describe(resolveHyp, () => {
  it("takes the preset's values, and says so", () => {
    expect(resolve({})).toMatchObject({ origin: 'the preset finetune', values: { lr0: 0.01, lrf: 0.1 } });
    expect(resolve({ weights: 'none' })).toEqual({
      origin: 'the preset scratch',
      values: shippedHyps['hyp.scratch-low'],
      warnings: [],
    });
  });

  it('ends the warm-up of finetune-small after three times the run, however long that is', () => {
    expect(resolve({ preset: 'finetune-small' }).values).toMatchObject({ lr0: 0.024, warmup_epochs: 150 });
    expect(resolve({ preset: 'finetune-small', epochs: 20 }).values).toMatchObject({ warmup_epochs: 60 });
  });

  it('lets single options override whatever holds otherwise', () => {
    expect(resolve({ lr0: 0.02, 'hsv-h': 0 })).toMatchObject({
      origin: 'the preset finetune, with lr0, hsv_h as given',
      values: { lr0: 0.02, hsv_h: 0, lrf: 0.1 },
    });
    expect(resolve({ hyp: 'my.yaml', mosaic: 0 }, 'lr0: 0.5\nmosaic: 1.0\n').values).toMatchObject({
      lr0: 0.5,
      mosaic: 0,
    });
  });

  it.each(['hyp.scratch-high', 'scratch-high', 'hyp.scratch-high.yaml'])('knows %s, which YOLOv5 ships', (hyp) => {
    expect(resolve({ hyp }).values).toEqual(shippedHyps['hyp.scratch-high']);
  });

  it('fills in what a file lacks, leaves out what YOLOv5 does not know, and warns of both', () => {
    const { values, warnings } = resolve({ hyp: 'my.yaml' }, 'lr0: 1e-3\nmosiac: 1\n');
    expect(values).toMatchObject({ lr0: 0.001, mosaic: 1 });
    expect(values).not.toHaveProperty('mosiac');
    expect(warnings).toEqual([
      'WARNING: my.yaml sets mosiac, which YOLOv5 does not know (did you mean mosaic?); it is left out.',
      expect.stringMatching(/^WARNING: my.yaml lacks lrf, momentum,.*hyp.scratch-low's values are taken/),
    ]);
  });

  it.each([
    ['lr0: fast\n', /lr0 \(in my.yaml\) is "fast"|lr0 \(in my.yaml\) is null/],
    ['- 1\n', /not a YAML map/],
    ['a: [', /not a YAML map/],
  ])('refuses a file that holds %j', (text, message) => {
    expect(() => resolve({ hyp: 'my.yaml' }, text)).toThrow(message);
  });

  it('names what YOLOv5 ships where there is no such file', () => {
    expect(() => resolve({ hyp: 'hyp.finetune' })).toThrow(/one of hyp.scratch-low, .*hyp.VOC/);
  });
});
