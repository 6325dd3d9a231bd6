import { createStorage } from '@detectory/storage';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDataset } from '../src/adapters/index.js';
import { makeReport } from '../src/adapters/report/index.js';
import { measureAnchorFit } from '../src/report/analysis/anchor-fit.js';
import { parseSplitSpec } from '../src/split/parse-split-spec.js';
import { requireShared } from './require-shared.js';
import { usualOptions } from './to-build-options.js';

const coco128 = join(requireShared(), 'data/coco128');
const python = fileURLToPath(new URL('../../../.python/training/bin/python', import.meta.url));
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-anchors-'));
});
afterAll(() => rm(dir, { recursive: true }));

/** YOLOv5's own check on the dataset; its random scale of the boxes is held at 1. */
const checkAnchors = `
import glob, sys
from types import SimpleNamespace
import numpy as np, torch
from PIL import Image
from yolov5.utils import autoanchor
from yolov5.utils.dataloaders import img2label_paths
images = sorted(glob.glob(sys.argv[1] + '/images/**/*.*', recursive=True))
labels = [np.loadtxt(l, ndmin=2).reshape(-1, 5) for l in img2label_paths(images)]
dataset = SimpleNamespace(shapes=np.array([Image.open(i).size for i in images], dtype=float), labels=labels)
stride = torch.tensor([8.0, 16.0, 32.0])
wh = [10,13,16,30,33,23, 30,61,62,45,59,119, 116,90,156,198,373,326]
anchors = torch.tensor(wh).float().view(3, 3, 2) / stride.view(-1, 1, 1)
model = SimpleNamespace(model=[SimpleNamespace(stride=stride, anchors=anchors)])
np.random.uniform = lambda low, high, size: np.ones(size)
said = []
autoanchor.LOGGER.info = said.append
autoanchor.check_anchors(dataset, model, thr=4.0, imgsz=int(sys.argv[2]))
print(said[0])
`;

describe(measureAnchorFit, () => {
  it.each([640, 96])(
    "gives the best possible recall that YOLOv5's autoanchor gives at imgsz %i",
    async (imgsz) => {
      const place = join(dir, String(imgsz));
      const storage = createStorage();
      await buildDataset({
        storage,
        manifests: [join(coco128, 'output.manifest')],
        images: coco128,
        out: place,
        copy: 'link',
        split: parseSplitSpec('80/10/10'),
        ...usualOptions,
      });
      const { analysis } = await makeReport({ storage, place, imgsz, imagesPerClass: 0 });
      const env = { ...process.env, YOLOv5_AUTOINSTALL: 'false', YOLO_OFFLINE: 'true', YOLOV5_CONFIG_DIR: dir };
      const { stdout } = await promisify(execFile)(python, ['-W', 'ignore', '-c', checkAnchors, place, String(imgsz)], {
        env,
      });
      const said = /([\d.]+) Best Possible Recall/.exec(stdout)?.[1];
      expect(analysis.fit.recall?.toFixed(3)).toBe(said);
    },
    120_000,
  );
});
