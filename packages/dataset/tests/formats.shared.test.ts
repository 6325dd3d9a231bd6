import { createStorage } from '@detectory/storage';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDataset, exportDataset, readClassList, readLabelSources } from '../src/adapters/index.js';
import { parseSplitSpec } from '../src/split/parse-split-spec.js';
import { readTree } from './list-tree.js';
import { requireShared } from './require-shared.js';
import { usualOptions } from './to-build-options.js';

const coco128 = join(requireShared(), 'data/coco128');
const manifest = join(coco128, 'output.manifest');
const storage = createStorage();
let dir: string;
let dataset: string;

async function build(input: string, out: string, images: string, classList?: readonly string[]): Promise<string> {
  await buildDataset({
    storage,
    manifests: [input],
    classList,
    images,
    out: join(dir, out),
    copy: 'copy',
    split: parseSplitSpec('100/0/0'),
    yamlRoot: '/data',
    ...usualOptions,
  });
  return join(dir, out);
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-real-formats-'));
  dataset = await build(manifest, 'set', coco128, await readClassList(storage, join(coco128, 'labels.json')));
});
afterAll(() => rm(dir, { recursive: true }));

describe('coco128', () => {
  it("is read from COCO's own file as from its manifest, to the pixel that the manifest is rounded to", async () => {
    const classList = await readClassList(storage, join(coco128, 'labels.json'));
    const coco = await readLabelSources({ storage, inputs: [join(coco128, 'instances.json')] });
    const own = await readLabelSources({ storage, inputs: [manifest], classList });
    expect(coco.labels.classes).toEqual(classList);
    const nameOf = ({ sourceRef }: { readonly sourceRef: string }): string => sourceRef.split('/').at(-1) ?? '';
    const ownByName = new Map(own.labels.images.map((image) => [nameOf(image), image]));
    expect(coco.labels.images).toHaveLength(128);
    for (const image of coco.labels.images) {
      const other = ownByName.get(nameOf(image));
      expect(image.boxes.map((box) => box.className)).toEqual(other?.boxes.map((box) => box.className));
      image.boxes.forEach(({ left, top }, i) => {
        expect(Math.abs(left - (other?.boxes[i]?.left ?? NaN))).toBeLessThanOrEqual(1);
        expect(Math.abs(top - (other?.boxes[i]?.top ?? NaN))).toBeLessThanOrEqual(1);
      });
    }
  });

  it.each([
    ['ground-truth', 'labels.manifest', coco128],
    ['coco', 'all.json', undefined],
    ['yolo', 'yolo', undefined],
  ] as const)('is exported to %s and built again without a byte of its labels changed', async (to, out, images) => {
    await exportDataset({ storage, dataset, to, out: join(dir, out), attribute: 'labels' });
    const again = await build(join(dir, out), `again-${to}`, images ?? join(dataset, 'images'));
    const labelsOf = async (folder: string): Promise<unknown> =>
      Object.entries(await readTree(folder)).filter(([path]) => path.startsWith('labels/') || path === 'data.yaml');
    expect(await labelsOf(again)).toEqual(await labelsOf(dataset));
  });
});
