import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Corners, intersectionOverUnion } from '@detectory/inference-core';
import { afterAll, describe, expect, it } from 'vitest';
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
      return (await response.json()) as (Corners & { confidence: number; name: string })[];
    });
    const labels = labelledBoxes(join(data, 'output.manifest'), photo);
    const hits = found.filter(
      ({ confidence, name, ...box }) =>
        confidence >= 0.25 && labels.some((label) => label.name === name && intersectionOverUnion(label, box) >= 0.5),
    );
    expect(hits.length).toBeGreaterThanOrEqual(1);
  });
});

interface ManifestLine {
  readonly 'source-ref': string;
  readonly coco128: {
    readonly annotations: readonly { class_id: number; left: number; top: number; width: number; height: number }[];
  };
  readonly 'coco128-metadata': { readonly 'class-map': Readonly<Record<string, string>> };
}

function labelledBoxes(manifest: string, name: string): (Corners & { name: string | undefined })[] {
  const lines = readFileSync(manifest, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ManifestLine);
  const line = lines.find((candidate) => candidate['source-ref'].endsWith(`/${name}`));
  return (line?.coco128.annotations ?? []).map(({ class_id, left, top, width, height }) => ({
    xmin: left,
    ymin: top,
    xmax: left + width,
    ymax: top + height,
    name: line?.['coco128-metadata']['class-map'][class_id],
  }));
}
