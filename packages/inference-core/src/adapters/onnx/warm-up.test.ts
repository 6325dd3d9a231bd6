import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, describe, it, vi } from 'vitest';
import { WorkerEndedError } from '../../errors.js';
import { samplePng } from '../../testing/sample-png.js';
import { temporaryFolder, writeFusedModel } from '../../testing/sample-models.js';
import { openModel } from '../model-folder/index.js';
import { createDetector, type Detector } from './create-detector.js';
import type { WorkerRequest } from './inference-task.js';
import * as channels from './worker-channel.js';

const { openWorkerChannel } = await vi.importActual<typeof channels>('./worker-channel.js');
vi.mock('./worker-channel.js', { spy: true });

vi.setConfig({ testTimeout: 60_000 });

interface Line {
  readonly channel: channels.WorkerChannel;
  /** What the worker was asked for, in order. */
  readonly asked: WorkerRequest['kind'][];
}

/** Each worker that is started, and what it is asked for. */
let lines: Line[];
let folder: string;
let detector: Detector | undefined;
beforeEach(async () => {
  lines = [];
  folder = await writeFusedModel(await temporaryFolder(), [[8, 24, 40, 40, 0.75, 1]]);
  vi.mocked(channels.openWorkerChannel).mockImplementation((...given) => {
    const channel = openWorkerChannel(...given);
    const asked: WorkerRequest['kind'][] = [];
    lines.push({ channel, asked });
    const post: typeof channel.post = (request, transfer) => {
      asked.push(request.kind);
      channel.post(request, transfer);
    };
    return { ...channel, post };
  });
});
afterEach(async () => {
  await detector?.close();
  detector = undefined;
  await rm(folder, { recursive: true });
});

const photo = () => samplePng({ pixels: new Uint8Array(128 * 64 * 3), widthPx: 128, heightPx: 64 });
const asked = () => lines.map((line) => line.asked);

describe('a detector that is asked to warm up', () => {
  it('has warmed every worker before it is handed over', async () => {
    detector = await createDetector(await openModel(folder), { workers: 2, threadsPerWorker: 1, warmUp: true });
    expect(asked()).toEqual([
      ['load', 'warm-up'],
      ['load', 'warm-up'],
    ]);
  });

  it('has the decoder loaded in a worker that takes the place of one that died, before its first photo', async () => {
    detector = await createDetector(await openModel(folder), { threadsPerWorker: 1, warmUp: true });
    const running = detector.detect(photo());
    await lines[0]?.channel.stop();
    await expect(running).rejects.toThrow(WorkerEndedError);
    expect((await detector.detect(photo())).detections).toHaveLength(1);
    expect(asked()).toEqual([
      ['load', 'warm-up', 'run'],
      ['load', 'warm-up', 'run'],
    ]);
  });

  it('loads only, where nobody asks for more', async () => {
    detector = await createDetector(await openModel(folder), { threadsPerWorker: 1 });
    expect(asked()).toEqual([['load']]);
  });
});
