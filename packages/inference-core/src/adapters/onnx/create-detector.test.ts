import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { markAsUntransferable } from 'node:worker_threads';
import { UnreadableImageError } from '@detectory/imaging';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DetectorClosedError, InferenceWorkerError } from '../../errors.js';
import { fusedManifest, rawYolov5Onnx, temporaryFolder, writeFusedModel } from '../../testing/sample-models.js';
import { samplePng } from '../../testing/sample-png.js';
import { openModel } from '../model-folder/index.js';
import { createDetector, type Detector } from './create-detector.js';

let folder: string;
let detector: Detector | undefined;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => {
  await detector?.close();
  detector = undefined;
  await rm(folder, { recursive: true });
});

const image = () => ({ pixels: new Uint8Array(128 * 64 * 3), widthPx: 128, heightPx: 64 });

describe(createDetector, () => {
  it("runs a fused export in ONNX Runtime and answers in the image's pixels", async () => {
    await writeFusedModel(folder, [[8, 24, 40, 40, 0.75, 1]]);
    detector = await createDetector(await openModel(folder), { threadsPerWorker: 1 });
    const { detections, timings } = await detector.detect(image());
    expect(detections).toEqual([{ xmin: 16, ymin: 16, xmax: 80, ymax: 48, confidence: 0.75, classIndex: 1 }]);
    expect(timings.forwardMs).toBeGreaterThan(0);
  });

  it('runs a bare YOLOv5 export and suppresses in our own code', async () => {
    const rows = [
      [24, 32, 32, 16, 0.9, 0.1, 0.8],
      [25, 32, 32, 16, 0.9, 0.1, 0.7],
    ];
    await writeFile(join(folder, 'best.onnx'), rawYolov5Onnx(rows));
    detector = await createDetector(await openModel(folder), { threadsPerWorker: 1 });
    const { detections } = await detector.detect(image());
    expect(detections).toHaveLength(1);
    expect(detections[0]).toMatchObject({ xmin: 16, ymin: 16, xmax: 80, ymax: 48, classIndex: 1 });
  });

  it('takes the bytes of an image file, and says how large it is and where the time went', async () => {
    await writeFusedModel(folder, [[8, 24, 40, 40, 0.75, 1]]);
    detector = await createDetector(await openModel(folder), { threadsPerWorker: 1 });
    const found = await detector.detect(samplePng(image()));
    expect(found).toMatchObject({ widthPx: 128, heightPx: 64, detections: [{ xmin: 16, ymax: 48 }] });
    for (const ms of Object.values(found.timings)) expect(ms).toBeGreaterThan(0);
    await expect(detector.detect(new TextEncoder().encode('hello'))).rejects.toThrow(UnreadableImageError);
  });

  it('keeps only the classes asked for, and counts the maximum after that', async () => {
    const rows = [0, 1, 0, 1].map((index, at) => [8, 24, 40, 40, 0.9 - at / 10, index]);
    await writeFusedModel(folder, rows);
    detector = await createDetector(await openModel(folder), { threadsPerWorker: 1 });
    const { detections } = await detector.detect(image(), { classIndices: [1], maxDetections: 1 });
    expect(detections).toMatchObject([{ classIndex: 1, confidence: Math.fround(0.8) }]);
  });

  it('drops a request whose signal was aborted', async () => {
    await writeFusedModel(folder, []);
    detector = await createDetector(await openModel(folder), { threadsPerWorker: 1 });
    await expect(detector.detect(image(), { signal: AbortSignal.abort() })).rejects.toThrow(/aborted/);
  });

  it('answers a batch in its order', async () => {
    await writeFusedModel(folder, []);
    detector = await createDetector(await openModel(folder), { threadsPerWorker: 1 });
    const answers = await detector.detectBatch([
      image(),
      samplePng({ pixels: new Uint8Array(40 * 30 * 3), widthPx: 40, heightPx: 30 }),
      image(),
    ]);
    expect(answers.map(({ widthPx }) => widthPx)).toEqual([128, 40, 128]);
  });

  it('copies pixels in memory that a native library owns', async () => {
    await writeFusedModel(folder, [[8, 24, 40, 40, 0.75, 1]]);
    detector = await createDetector(await openModel(folder), { threadsPerWorker: 1 });
    const foreign = image();
    markAsUntransferable(foreign.pixels.buffer);
    expect((await detector.detect(foreign)).detections).toHaveLength(1);
  });

  it('answers many requests at once, from several threads', async () => {
    await writeFusedModel(folder, [[8, 24, 40, 40, 0.75, 1]]);
    detector = await createDetector(await openModel(folder), { workers: 2, threadsPerWorker: 1 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => detector!.detect(image())));
    expect(answers.every(({ detections }) => detections.length === 1)).toBe(true);
  });

  it('says that ONNX Runtime refuses a model', async () => {
    await writeFile(join(folder, 'model.onnx'), 'garbage');
    await writeFile(join(folder, 'model.json'), JSON.stringify(fusedManifest()));
    await expect(createDetector(await openModel(folder))).rejects.toThrow(InferenceWorkerError);
  });

  it('refuses work after it was closed', async () => {
    await writeFusedModel(folder, []);
    const closed = await createDetector(await openModel(folder), { threadsPerWorker: 1 });
    await closed.close();
    await expect(closed.detect(image())).rejects.toThrow(DetectorClosedError);
  });
});
