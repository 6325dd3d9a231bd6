import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { buildDataset, type BuildDatasetOptions } from '../src/adapters/index.js';
import { parseBalanceSpec } from '../src/select/parse-balance-spec.js';
import { parseOversampleSpec } from '../src/oversample/parse-oversample-spec.js';
import { readTree } from './list-tree.js';
import { type Job, makeJob } from './make-job.js';
import { toBuildOptions } from './to-build-options.js';
import { makePng } from './make-image.js';
import { findSchemaErrors } from './validate-schema.js';

let job: Job;
afterEach(() => rm(job.dir, { recursive: true }));

/** Of each three photos one shows a hammer beside the drill. */
async function buildTools(more: Partial<BuildDatasetOptions> = {}): ReturnType<typeof buildDataset> {
  job = await makeJob(
    Array.from({ length: 30 }, (_, i) => ({
      key: `p/${i}.png`,
      bytes: makePng(64, 48, 8 * i),
      boxes: [['drill', i, 2, 10, 12] as const, ...(i % 3 ? [] : [['hammer', 2, 20, 9, 9] as const])],
    })),
  );
  return buildDataset(toBuildOptions(job, more));
}

async function schemaErrors(datasetJson: unknown): Promise<string[]> {
  const schema: unknown = JSON.parse(await readFile(new URL('../schema/dataset.schema.json', import.meta.url), 'utf8'));
  return findSchemaErrors(datasetJson, schema as Record<string, unknown>);
}

describe(buildDataset, () => {
  it('records how balanced the images were before and after, the targets and what excludes what', async () => {
    const { datasetJson } = await buildTools({ balance: parseBalanceSpec('max-ratio=2') });
    expect(datasetJson.measures.before).toMatchObject({ images: 30, boxesPerClass: [30, 10], maxMinRatio: 3 });
    expect(datasetJson.measures.after).toMatchObject({ images: 20, boxesPerClass: [20, 10], maxMinRatio: 2 });
    expect(datasetJson.measures.before.targetDeviation).toEqual({
      mean: 0.25,
      worstUnder: null,
      worstOver: { className: 'drill', deviation: 0.5 },
    });
    expect(datasetJson.measures.imagesKept).toBeCloseTo(2 / 3, 8);
    expect(datasetJson.balance).toEqual({ cost: 0, bound: 0, gap: 0, targets: [20, 10], coOccurrence: [] });
    expect(await schemaErrors(datasetJson)).toEqual([]);
  });

  it('records which targets exclude each other', async () => {
    const { datasetJson } = await buildTools({ balance: parseBalanceSpec('drill<=4,hammer>=9') });
    expect(datasetJson.balance).toMatchObject({
      targets: [4, 10],
      coOccurrence: [{ className: 'drill', atLeast: 10, companion: 'hammer', companionBoxes: 10 }],
    });
  });

  it('says which step begins', async () => {
    const steps: string[] = [];
    await buildTools({ onStep: (step) => steps.push(step) });
    expect(steps).toEqual(['read', 'scan', 'plan', 'write', 'commit']);
  });

  it('refuses a limit for a class that there is not before any image is read', async () => {
    const steps: string[] = [];
    const built = buildTools({ balance: parseBalanceSpec('dril<=3'), onStep: (step) => steps.push(step) });
    await expect(built).rejects.toThrow('Did you mean "drill"?');
    expect(steps).toEqual(['read']);
  });

  it('measures without balancing too', async () => {
    const { datasetJson } = await buildTools();
    expect(datasetJson.measures).toMatchObject({ imagesKept: 1, after: { images: 30, targetDeviation: null } });
    expect(await schemaErrors(datasetJson)).toEqual([]);
  });

  it('writes images of rare classes again under names of their own, with their labels, in train alone', async () => {
    const { plan, datasetJson } = await buildTools({ oversample: parseOversampleSpec('rfs=1') });
    const out = join(job.dir, 'out');
    const files = await readTree(out);
    const copies = datasetJson.oversample?.copies ?? [];
    expect(copies.length).toBeGreaterThan(2);
    for (const { file, copyOf } of copies) {
      expect(files[`images/train/${file}`]).toBe(files[`images/train/${copyOf}`]);
      expect(files[`labels/train/${file.replace('.png', '.txt')}`]).toBe(
        files[`labels/train/${copyOf.replace('.png', '.txt')}`],
      );
    }
    const own = plan.images.map((image) => `images/${image.split}/${image.fileName}`);
    const expected = [...own, ...copies.map((copy) => `images/train/${copy.file}`)].sort();
    expect(Object.keys(files).filter((path) => path.startsWith('images/'))).toEqual(expected);
    expect(datasetJson.oversample?.boxesPerClass).toEqual([18 + copies.length, 6 + copies.length]);
    expect(await schemaErrors(datasetJson)).toEqual([]);
  });

  it('names the copies in the list of images where it copies none', async () => {
    const { plan, datasetJson } = await buildTools({ oversample: parseOversampleSpec('rfs=1'), copy: 'none' });
    const own = plan.images.filter(({ split }) => split === 'train').map(({ fileName }) => fileName);
    const copies = datasetJson.oversample?.copies.map(({ file }) => file) ?? [];
    expect(copies.length).toBeGreaterThan(2);
    const listed = (await readTree(join(job.dir, 'out')))['train.txt']?.trimEnd().split('\n');
    expect(listed).toEqual([...own, ...copies].map((file) => `./images/train/${file}`).sort());
  });

  it('stops while it balances when told to, and leaves no dataset but what it has read', async () => {
    const controller = new AbortController();
    const stages: string[] = [];
    const building = buildTools({
      balance: parseBalanceSpec('target=7'),
      signal: controller.signal,
      onProgress: (stage) => {
        stages.push(stage);
        if (stage === 'balance') controller.abort(new Error('stop'));
      },
    });
    await expect(building).rejects.toThrow('stop');
    expect(stages.filter((stage) => stage === 'balance')).toHaveLength(1);
    expect(stages).not.toContain('write');
    const left = (await readdir(job.dir)).sort();
    expect(left).toEqual([expect.stringMatching(/^\.out\.partial-[0-9a-f]{12}$/), 'images', 'output.manifest']);
  });
});
