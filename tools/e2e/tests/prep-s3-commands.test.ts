import { readSplitsLock } from '@detectory/dataset/adapters';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPrepWorld, type PrepWorld } from '../src/prep-world.js';
import { hashTree } from '../src/read-tree.js';
import { mustRun, runBin } from '../src/run-bin.js';

const dataset = 's3://jobs/expected';
let world: PrepWorld;
beforeAll(async () => {
  world = await createPrepWorld(30);
});
afterAll(() => world?.stop());

const prep = (...args: string[]): Promise<string> => mustRun('detectory-prep', args, world.environment);
const readText = async (uri: string): Promise<string> => Buffer.from(await world.storage.readBytes(uri)).toString();

describe('a dataset on S3', () => {
  it('is found sound by check, image by image', async () => {
    const report = JSON.parse(await prep('check', dataset, '--json')) as {
      isSound: boolean;
      splits: Record<string, { images: number; dropped: number }>;
    };
    const images = Object.keys(world.expectedRemote).filter((path) => path.startsWith('images/'));
    expect(report.isSound).toBe(true);
    expect(Object.values(report.splits).reduce((sum, split) => sum + split.images, 0)).toBe(images.length);
    expect(Object.values(report.splits).every(({ dropped }) => dropped === 0)).toBe(true);
  });

  it('has its report written to S3, with pictures from there', async () => {
    await prep('report', dataset, '--images', 's3://jobs/drawn', '--out', 's3://jobs/pages/report.html');
    const page = await readText('s3://jobs/pages/report.html');
    expect(page).toContain('data:image/webp;base64,');
    expect(page.trimEnd()).toMatch(/<\/html>$/);
  });

  it.each([
    ['ground-truth', 'drawn.manifest', ['--s3-prefix', `${dataset}/images`]],
    ['coco', 'drawn.json', []],
    ['yolo', 'yolo', ['--yaml-root', '/data']],
  ])('is exported to S3 as %s, which is read back from there', async (format, name, more) => {
    const out = `s3://jobs/exports/${name}`;
    await prep('export', dataset, '--to', format, '--out', out, ...more);
    const summary = JSON.parse(await prep('inspect', out, '--json')) as {
      lines: { labelled: number; problems: number };
    };
    const images = Object.keys(world.expectedRemote).filter((path) => path.startsWith('images/'));
    expect(summary.lines).toMatchObject({ labelled: images.length, problems: 0 });
  });

  it('is not exported over what is there already', async () => {
    const out = 's3://jobs/taken/data.yaml';
    await world.storage.writeBytes(out, Buffer.from('names: [mine]\n'));
    const args = ['export', dataset, '--to', 'yolo', '--out', 's3://jobs/taken'];
    expect(await runBin('detectory-prep', args, world.environment)).toMatchObject({ code: 1 });
    expect(Object.keys(await hashTree(world.storage, 's3://jobs/taken'))).toEqual(['data.yaml']);
  });

  it('gives a later build the split that its lock keeps', async () => {
    const lock = await readSplitsLock(world.storage, dataset);
    const out = 's3://jobs/again';
    await prep(...world.remote, '--splits-lock', dataset, '--seed', '9', '--out', out);
    expect((await readSplitsLock(world.storage, `${out}/splits.lock.json`)).splitOf).toEqual(lock.splitOf);
    const names = (tree: Record<string, string>): string[] => Object.keys(tree).filter((path) => /^images/.test(path));
    expect(names(await hashTree(world.storage, out))).toEqual(names(world.expectedRemote));
  });
});

describe('photos on S3', () => {
  it('have their input manifest written to S3, one line for each', async () => {
    await prep('manifest', 's3://jobs/drawn/images', '--out', 's3://jobs/input.manifest');
    const lines = (await readText('s3://jobs/input.manifest')).trimEnd().split('\n');
    expect(lines).toHaveLength(30);
    for (const line of lines)
      expect(JSON.parse(line)).toEqual({
        'source-ref': expect.stringMatching(/^s3:\/\/jobs\/drawn\/images\//) as string,
      });
  });
});
