import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeImage } from '@detectory/imaging/sharp';
import { letterbox } from '@detectory/inference-core';
import { describe, expect, it } from 'vitest';
import { countMatches, type Found } from '../src/match-detections.js';
import { withServer } from '../src/run-bin.js';
import { runPython } from '../src/run-python.js';
import { shared } from '../src/workspace.js';

const images = shared('data', 'coco128', 'images');
const names = readdirSync(images).sort();
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('decoding and letterboxing', () => {
  it('equals OpenCV and YOLOv5 bit for bit on coco128, at four input sizes', async () => {
    const theirs = (await runPython('opencv_hashes.py', [images])) as Record<string, Record<string, string>>;
    expect(Object.keys(theirs)).toEqual(names);
    for (const name of names) {
      const image = await decodeImage(readFileSync(join(images, name)));
      const ours = Object.fromEntries(
        Object.keys(theirs[name] ?? {}).map((key) => {
          const [heightPx = 0, widthPx = 0] = key.split('x').map(Number);
          return [key, sha256(key === 'pixels' ? image.pixels : letterbox(image, { heightPx, widthPx }))];
        }),
      );
      expect(ours, name).toEqual(theirs[name]);
    }
  });
});

describe('the server with a bare YOLOv5 export', () => {
  it("agrees with YOLOv5's own detections on coco128: at least 98%", async () => {
    const theirs = (await runPython('yolov5_detections.py', [shared('weights', 'yolov5n.pt'), images])) as Record<
      string,
      Found[]
    >;
    const ours = await withServer(shared('weights', 'yolov5n.onnx'), (url) => invokeAll(url));
    const counts = names.map((name) => ({
      matched: countMatches(ours[name] ?? [], theirs[name] ?? []),
      total: Math.max(ours[name]?.length ?? 0, theirs[name]?.length ?? 0),
    }));
    const matched = counts.reduce((sum, count) => sum + count.matched, 0);
    const total = counts.reduce((sum, count) => sum + count.total, 0);
    expect(total).toBeGreaterThan(400);
    expect(matched / total).toBeGreaterThanOrEqual(0.98);
  });
});

async function invokeAll(url: string): Promise<Record<string, Found[]>> {
  const found: Record<string, Found[]> = {};
  for (const name of names) {
    const response = await fetch(`${url}/invocations`, { method: 'POST', body: readFileSync(join(images, name)) });
    found[name] = (await response.json()) as Found[];
  }
  return found;
}
