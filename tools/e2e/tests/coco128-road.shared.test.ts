import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countHits, type NamedDetection } from '../src/count-hits.js';
import { labelledBoxes } from '../src/labelled-boxes.js';
import { mustRun, withServer } from '../src/run-bin.js';
import { shared } from '../src/workspace.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-coco128-'));
afterAll(() => rmSync(work, { recursive: true }));

// Two large giraffes: what the test needs is a photo whose objects a small network knows.
const photo = '000000000025.jpg';

describe('the road from coco128 to detections', () => {
  it('builds, trains yolov5n for two epochs, serves the archive and finds a labelled object', async () => {
    const data = shared('data', 'coco128');
    const dataset = join(work, 'dataset');
    await mustRun('detectory-prep', [
      'build',
      join(data, 'output.manifest'),
      '--images',
      data,
      '--labels',
      join(data, 'labels.json'),
      '--out',
      dataset,
    ]);
    const options = ['--epochs', '2', '--imgsz', '320', '--weights', shared('weights', 'yolov5n.pt')];
    await mustRun('detectory-launch', [
      'train',
      '--data',
      dataset,
      ...options,
      '--out',
      join(work, 'runs'),
      '--name',
      'coco',
    ]);
    const found = await withServer(join(work, 'runs', 'coco', 'model.tar.gz'), async (url) => {
      const response = await fetch(`${url}/invocations`, {
        method: 'POST',
        body: readFileSync(join(data, 'images', photo)),
      });
      return (await response.json()) as NamedDetection[];
    });
    const labels = labelledBoxes(join(data, 'output.manifest'), photo);
    expect(countHits(found, labels)).toBeGreaterThanOrEqual(1);
  });
});
