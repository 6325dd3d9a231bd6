import { createStorage } from '@detectory/storage';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MadeReport, makeReport, type ReportOptions } from '../src/adapters/report/index.js';
import { UnreadableDatasetError } from '../src/errors.js';
import { makeReportDataset, type ReportDataset } from './make-report-dataset.js';
import { createMemoryS3 } from './memory-s3.js';

let dataset: ReportDataset;

beforeAll(async () => {
  dataset = await makeReportDataset();
});
afterAll(() => rm(dataset.dir, { recursive: true }));

const report = (more: Partial<ReportOptions> = {}): Promise<MadeReport> =>
  makeReport({ storage: createStorage(), place: dataset.place, imgsz: 640, imagesPerClass: 4, ...more });

/** The page's part on what was left out; a whole page would drown a failure's message. */
const leftOut = ({ html }: MadeReport): string => /<section id="left-out"[^]*?<\/section>/.exec(html)?.[0] ?? '';

describe(makeReport, () => {
  it('finds what is wrong with a dataset: leaks, images left out, likeness', async () => {
    const { facts, analysis, findings } = await report();
    expect(facts.images).toHaveLength(24);
    expect(facts.images.every((image) => image.look?.dHash !== undefined)).toBe(true);
    expect(analysis.duplicates.some((group) => group.crossesSplits)).toBe(true);
    expect(findings.map(({ section }) => section)).toEqual(expect.arrayContaining(['duplicates', 'left-out']));
  });

  it('shows images that were left out from where the originals lie, and says which are not there', async () => {
    const html = leftOut(await report({ images: dataset.images }));
    expect(html).toContain('aria-label="s3://photos/cut.png, left out: image-truncated"');
    expect(html).toMatch(/class="missing">not found below [^<]*<\/p><figcaption>s3:\/\/photos\/missing.png/);
  });

  it('looks for no original elsewhere unless it is told where', async () => {
    const html = leftOut(await report());
    expect(html).toMatch(/class="missing">Not looked for: pass --images[^<]*<\/p><figcaption>s3:\/\/photos\/cut.png/);
  });

  it('gives the same bytes whatever runs at once, and tells how far it is', async () => {
    const stages = new Set<string>();
    const { html } = await report({ concurrency: 1, onProgress: (stage) => stages.add(stage) });
    expect((await report({ concurrency: 8 })).html === html).toBe(true);
    expect([...stages]).toEqual(['labels', 'images', 'pictures']);
  });

  it('reads a dataset on S3, originals included', async () => {
    const { storage, objects } = createMemoryS3();
    const put = async (from: string, to: string): Promise<void> => {
      for (const name of await readdir(from, { recursive: true }))
        await readFile(join(from, name)).then(
          (bytes) => objects.set(`${to}/${name}`, bytes),
          () => undefined,
        );
    };
    await put(dataset.place, 's3://sets/tools');
    await put(join(dataset.images, 'photos'), 's3://photos');
    const made = await report({ storage, place: 's3://sets/tools' });
    expect(made.facts.images.every((image) => image.look)).toBe(true);
    const html = leftOut(made);
    expect(html).toContain('aria-label="s3://photos/cut.png, left out: image-truncated"');
    expect(html).toContain('s3://photos/missing.png');
  });

  it('reports labels alone of a dataset without images', async () => {
    const { storage, objects } = createMemoryS3();
    objects.set('s3://sets/x/dataset.json', await readFile(join(dataset.place, 'dataset.json')));
    for (const name of await readdir(join(dataset.place, 'labels'), { recursive: true }))
      if (name.endsWith('.txt'))
        objects.set(`s3://sets/x/labels/${name}`, await readFile(join(dataset.place, 'labels', name)));
    const { html, findings } = await report({ storage, place: 's3://sets/x' });
    expect(html.includes('Anchor fit was not measured')).toBe(true);
    expect(findings.at(-1)?.title).toBe('24 images could not be read (100.0 %).');
  });

  it('refuses a folder that holds no dataset, or one whose labels were changed', async () => {
    await expect(report({ place: dataset.dir })).rejects.toThrow(UnreadableDatasetError);
    await expect(report({ place: dataset.dir })).rejects.toThrow('this is no whole dataset');
    const name = (await readdir(join(dataset.place, 'labels/train')))[0] ?? '';
    const file = join(dataset.place, 'labels/train', name);
    const text = await readFile(file, 'utf8');
    await writeFile(file, '77 0.5 0.5 0.1 0.1\n');
    await expect(report()).rejects.toThrow('has the class 77, which has no name');
    await rm(file);
    await expect(report()).rejects.toThrow(
      `${name}: there is no such file. The dataset was changed after it was built`,
    );
    await writeFile(file, text);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const running = report({ signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) });
    await expect(running).rejects.toThrow('enough');
  });
});
