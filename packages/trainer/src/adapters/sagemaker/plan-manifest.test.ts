import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isManifestUri, planManifest } from './plan-manifest.js';

const folder = mkdtempSync(join(tmpdir(), 'detectory-manifest-'));
afterAll(() => rmSync(folder, { recursive: true }));

const boxes = { annotations: [], image_size: [{ width: 16, height: 16, depth: 3 }] };
const metadata = { type: 'groundtruth/object-detection', 'class-map': { 0: 'drill' } };
const line = (more: object = {}) => ({
  'source-ref': 's3://b/1.jpg',
  tools: boxes,
  'tools-metadata': metadata,
  ...more,
});

function plan(lines: readonly (object | string)[], attributeNames?: readonly string[]) {
  const file = join(folder, 'output.manifest');
  writeFileSync(file, lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'));
  return planManifest(file, { uploadUri: 's3://b/up', attributeNames });
}

describe(isManifestUri, () => {
  it('knows a manifest on S3 by its name, and takes a folder for a dataset', () => {
    expect(isManifestUri('s3://b/job/manifests/output/output.manifest')).toBe(true);
    expect(isManifestUri('s3://b/dataset/')).toBe(false);
    expect(isManifestUri('labels/output.manifest')).toBe(false);
  });
});

describe(planManifest, () => {
  it('pipes the photo, its one label and the names of its classes, and counts the photos', async () => {
    const { channel, photos } = await plan([...Array<object>(20).fill(line()), '']);
    expect(channel).toMatchObject({
      name: 'training',
      inputMode: 'Pipe',
      attributeNames: ['source-ref', 'tools', 'tools-metadata'],
    });
    expect(photos).toEqual({ train: 18, val: 2 });
  });

  it('asks which label is meant where there are two, and takes the one that is named', async () => {
    const twice = [line({ checked: boxes, 'checked-metadata': metadata })];
    await expect(plan(twice)).rejects.toThrow(
      /Line 1 .* the bounding-box labels tools, checked; pass --attribute-names/,
    );
    const names = ['source-ref', 'checked', 'checked-metadata'];
    expect((await plan(twice, names)).channel.attributeNames).toEqual(names);
  });

  it.each([
    [
      'a line without the label',
      [line(), { 'source-ref': 's3://b/2.jpg' }],
      /Line 2 .* has no tools, .*Take the line out/,
    ],
    ['a line without any label', [{ 'source-ref': 's3://b/2.jpg' }], /Line 1 .* has no bounding-box label/],
    ['a line that is no JSON', ['{'], /Line 1 .* is no JSON object/],
    ['a line that is a list', ['[]'], /Line 1 .* is no JSON object/],
    ['no line at all', [''], /has no lines/],
  ])('finds %s before a machine is paid for', async (_, lines, text) => {
    await expect(plan(lines)).rejects.toThrow(text);
  });
});
