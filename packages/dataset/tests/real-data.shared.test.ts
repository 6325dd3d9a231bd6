import { createStorage } from '@detectory/storage';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDataset, type BuildDatasetOptions, readClassList } from '../src/adapters/index.js';
import { parseSplitSpec } from '../src/split/parse-split-spec.js';
import { readTree } from './list-tree.js';
import { requireShared } from './require-shared.js';
import { usualOptions } from './to-build-options.js';
import { findSchemaErrors } from './validate-schema.js';

const shared = requireShared();
const coco128 = join(shared, 'data/coco128');
const storage = createStorage();
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-real-'));
});
afterAll(() => rm(dir, { recursive: true }));

function options(
  more: Pick<BuildDatasetOptions, 'manifests' | 'out'> & Partial<BuildDatasetOptions>,
): BuildDatasetOptions {
  return {
    storage,
    copy: 'copy',
    split: parseSplitSpec('80/10/10'),
    ...usualOptions,
    ...more,
  };
}

const verifyImages = `
import glob, sys
from yolov5.utils.dataloaders import img2label_paths, verify_image_label
images = sorted(glob.glob(sys.argv[1] + '/images/**/*.*', recursive=True))
results = [verify_image_label((image, label, '')) for image, label in zip(images, img2label_paths(images))]
print(len(images), sum(len(r[1]) for r in results if r[1] is not None), [r[-1] for r in results if r[-1]])
`;

describe(buildDataset, () => {
  it('builds coco128 with all 80 classes in order, and the installed YOLOv5 takes every image without a warning', async () => {
    const out = join(dir, 'coco128');
    const classList = await readClassList(storage, join(coco128, 'labels.json'));
    const { plan, datasetJson } = await buildDataset(
      options({ manifests: [join(coco128, 'output.manifest')], images: coco128, classList, out }),
    );
    expect(plan.images).toHaveLength(128);
    expect([datasetJson.classes.length, datasetJson.classes[0], datasetJson.classes[79]]).toEqual([
      80,
      'person',
      'toothbrush',
    ]);
    const boxes = plan.images.reduce((sum, image) => sum + image.boxes, 0);
    const python = fileURLToPath(new URL('../../../.python/training/bin/python', import.meta.url));
    if (!existsSync(python))
      throw new Error(`No training environment at ${python}: run \`npm run setup\` in the workspace.`);
    const { stdout } = await promisify(execFile)(python, ['-W', 'ignore', '-c', verifyImages, out], {
      env: {
        ...process.env,
        YOLOv5_AUTOINSTALL: 'false',
        YOLO_OFFLINE: 'true',
        WANDB_MODE: 'disabled',
        YOLOV5_CONFIG_DIR: dir,
      },
    });
    expect(stdout.trim().split('\n').at(-1)).toBe(`128 ${boxes} []`);
  }, 120_000);

  it('writes the label files of 470 real lines byte for byte as ever', async () => {
    const out = join(dir, 'logo-labels');
    await buildDataset(options({ manifests: [join(shared, 'data/logos/output.manifest')], copy: 'none', out }));
    const texts = Object.entries(await readTree(join(out, 'labels'))).map(
      ([path, text]) => `${basename(path)}\n${text}`,
    );
    expect(texts).toHaveLength(470);
    const hash = createHash('sha256').update(texts.sort().join('\0')).digest('hex');
    expect(hash).toBe('52523d4034a8796388796f14a54fb3a94a03ad70f1ec8b5d30c4dd9c570f0590');
  });

  it('reads 470 real lines without images and writes a dataset.json that its schema takes', async () => {
    const out = join(dir, 'logos');
    await buildDataset(options({ manifests: [join(shared, 'data/logos/output.manifest')], copy: 'none', out }));
    const dataset: unknown = JSON.parse(await readFile(join(out, 'dataset.json'), 'utf8'));
    expect(dataset).toMatchObject({
      classes: ['BCBS'],
      splits: { train: { images: 376 }, val: { images: 47 }, test: { images: 47 } },
    });
    const schema = JSON.parse(
      await readFile(new URL('../schema/dataset.schema.json', import.meta.url), 'utf8'),
    ) as Record<string, unknown>;
    expect(findSchemaErrors(dataset, schema)).toEqual([]);
    expect(findSchemaErrors({ ...(dataset as object), formatVersion: 2, more: 1 }, schema)).toEqual([
      '$.formatVersion is not 1',
      '$.more is unknown',
    ]);
  });
});
