import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { markAsUntransferable } from 'node:worker_threads';
import { UnreadableImageError } from '@detectory/imaging';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DetectorClosedError, InferenceWorkerError, WorkerEndedError } from '../../errors.js';
import { fusedManifest, rawYolov5Onnx, temporaryFolder, writeFusedModel } from '../../testing/sample-models.js';
import { samplePng } from '../../testing/sample-png.js';
import { openModel } from '../model-folder/index.js';
import { buildOnnx } from '../../testing/build-onnx.js';
import { createDetector, type Detector } from './create-detector.js';
import { estimateMemoryBytes } from './estimate-memory.js';
import { startInferenceHost } from './inference-host.js';
import * as channels from './worker-channel.js';

type WorkerChannel = channels.WorkerChannel;
const { openWorkerChannel } = await vi.importActual<typeof channels>('./worker-channel.js');
vi.mock('./worker-channel.js', { spy: true });

vi.setConfig({ testTimeout: 60_000 });

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

  it.each(['process', 'thread'] as const)('replaces a %s that was killed in mid-request', async (isolation) => {
    await writeFusedModel(folder, [[8, 24, 40, 40, 0.75, 1]]);
    const opened: WorkerChannel[] = [];
    const spy = vi.spyOn(channels, 'openWorkerChannel').mockImplementation((...given) => {
      const channel = openWorkerChannel(...given);
      opened.push(channel);
      return channel;
    });
    detector = await createDetector(await openModel(folder), { threadsPerWorker: 1, isolation });
    const running = detector.detect(image());
    await opened[0]?.stop();
    await expect(running).rejects.toThrow(InferenceWorkerError);
    expect((await detector.detect(image())).detections).toHaveLength(1);
    expect(opened).toHaveLength(2);
    spy.mockRestore();
  });

  it('uses freed memory again where its model stays, and gives it back where models come and go', async () => {
    await writeFusedModel(folder, [[8, 24, 40, 40, 0.75, 1]]);
    const opened = vi.spyOn(channels, 'openWorkerChannel').mockClear().mockImplementation(openWorkerChannel);
    detector = await createDetector(await openModel(folder), { threadsPerWorker: 1 });
    const host = await startInferenceHost({ threadsPerWorker: 1 });
    const places = opened.mock.calls.map(([place]) => place.freedMemory);
    expect(places).toEqual(['reuse', 'give-back']);
    await host.stop();
    opened.mockRestore();
  });

  it('fails only the requests of a model that can not be loaded again after its worker died', async () => {
    const gone = join(folder, 'gone');
    await mkdir(gone);
    for (const place of [folder, gone]) await writeFusedModel(place, [[8, 24, 40, 40, 0.75, 1]]);
    const opened: WorkerChannel[] = [];
    const spy = vi.spyOn(channels, 'openWorkerChannel').mockImplementation((...given) => {
      opened.push(openWorkerChannel(...given));
      return opened.at(-1)!;
    });
    const host = await startInferenceHost({ threadsPerWorker: 1 });
    const [kept, lost] = [
      await createDetector(await openModel(folder), { host }),
      await createDetector(await openModel(gone), { host }),
    ];
    await rm(gone, { recursive: true });
    const running = kept.detect(image());
    await opened[0]?.stop();
    await expect(running).rejects.toThrow(WorkerEndedError);
    expect((await kept.detect(image())).detections).toHaveLength(1);
    await expect(lost.detect(image())).rejects.toThrow(InferenceWorkerError);
    await host.stop();
    spy.mockRestore();
  });

  it('drops a waiting request whose signal is aborted, and answers those before it', async () => {
    await writeFusedModel(folder, []);
    detector = await createDetector(await openModel(folder), { threadsPerWorker: 1 });
    const before = Array.from({ length: 3 }, () => detector!.detect(image()));
    const stop = new AbortController();
    const waiting = detector.detect(image(), { signal: stop.signal });
    stop.abort();
    await expect(waiting).rejects.toThrow(/aborted/);
    expect(await Promise.all(before)).toHaveLength(3);
  });

  it('shares the workers of a host among models, and closes one without the other', async () => {
    await writeFusedModel(folder, []);
    const host = await startInferenceHost({ threadsPerWorker: 1 });
    const [first, second] = [
      await createDetector(await openModel(folder), { host }),
      await createDetector(await openModel(folder), { host }),
    ];
    const last = first.detect(image());
    await first.close();
    expect((await last).detections).toEqual([]);
    expect((await second.detect(image())).widthPx).toBe(128);
    await second.close();
    await host.stop();
  });

  it('starts a worker anew that holds more closed models than open ones, and loses no image by it', async () => {
    await writeFusedModel(folder, [[8, 24, 40, 40, 0.75, 1]]);
    const deaths = vi.fn();
    const opened = vi.spyOn(channels, 'openWorkerChannel').mockClear().mockImplementation(openWorkerChannel);
    const host = await startInferenceHost({ threadsPerWorker: 1, onWorkerDeath: deaths });
    const open = async () => createDetector(await openModel(folder), { host });
    const [first, second, kept] = [await open(), await open(), await open()];
    await first.close();
    expect(opened).toHaveBeenCalledTimes(1);
    const running = Array.from({ length: 6 }, () => kept.detect(image()));
    await second.close();
    expect(opened).toHaveBeenCalledTimes(2);
    for (const { detections } of await Promise.all(running)) expect(detections).toHaveLength(1);
    expect((await kept.detect(image())).detections).toHaveLength(1);
    host.retire();
    await kept.close();
    expect(opened).toHaveBeenCalledTimes(2);
    expect(deaths).not.toHaveBeenCalled();
    await host.stop();
    opened.mockRestore();
  });

  it("says that a graph isn't what its description says", async () => {
    await writeFusedModel(folder, []);
    const { exports, ...rest } = fusedManifest(96);
    await writeFile(join(folder, 'model.json'), JSON.stringify({ ...rest, exports }));
    await expect(createDetector(await openModel(folder))).rejects.toThrow(
      /model.onnx takes uint8 1 × 64 × 64 × 3; expected uint8 1 × 96 × 96 × 3/,
    );
  });

  it('runs an anchor-free head, transposed as Ultralytics exports it', async () => {
    const columns = [[24], [32], [32], [16], [0.1], [0.8]].flatMap(([value = 0]) => [value, 0]);
    const bytes = buildOnnx({
      inputs: [{ name: 'images', elementType: 1, shape: [1, 3, 64, 64] }],
      output: { name: 'output0', shape: [1, 6, 2], values: columns },
      metadata: { names: "{0: 'drill', 1: 'hammer'}", stride: '32' },
    });
    await writeFile(join(folder, 'v8.onnx'), bytes);
    detector = await createDetector(await openModel(folder), { threadsPerWorker: 1 });
    const { detections } = await detector.detect(image());
    expect(detections).toMatchObject([{ xmin: 16, ymin: 16, xmax: 80, ymax: 48, classIndex: 1 }]);
  });

  it('estimates what a model will take', async () => {
    await writeFusedModel(folder, []);
    expect(await estimateMemoryBytes(await openModel(folder))).toBeGreaterThan(64 * 64 * 3);
  });

  it('refuses work after it was closed', async () => {
    await writeFusedModel(folder, []);
    const closed = await createDetector(await openModel(folder), { threadsPerWorker: 1 });
    await closed.close();
    await expect(closed.detect(image())).rejects.toThrow(DetectorClosedError);
  });
});
