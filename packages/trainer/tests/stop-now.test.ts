import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createYolov5Engine } from '../src/adapters/create-yolov5-engine.js';
import { resolveOptions } from '../src/options/resolve-options.js';
import { writeSquares } from './write-squares.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-stop-now-'));
afterAll(() => rmSync(work, { recursive: true }));

describe('a stop that leaves no time for the first epoch', () => {
  it('Stop: keeps the weights as they are at the end of that batch, and they can be exported', async () => {
    const given = { epochs: 50, imgsz: 64, batch: 1, workers: 0, cfg: 'yolov5n', weights: 'none', noplots: true };
    const stop = new AbortController();
    const told: string[] = [];
    const wasLast: boolean[] = [];
    const engine = createYolov5Engine({
      onEvent: (event) => {
        told.push(event.event);
        if (event.event !== 'batch') return;
        wasLast.push(event.batch === event.batches);
        stop.abort();
      },
      onLog: () => undefined,
    });
    const trained = await engine.train({
      options: resolveOptions(new Map(Object.entries(given))),
      data: writeSquares(join(work, 'data'), 48),
      weights: undefined,
      workFolder: work,
      signal: stop.signal,
      hurry: stop.signal,
    });
    expect(trained).toMatchObject({ epochs: 0, stopped: true });
    expect(wasLast).toEqual(expect.not.arrayContaining([true]));
    expect(told).not.toContain('epoch');
    const file = join(work, 'model.onnx');
    await engine.export({
      weights: trained.bestWeights,
      outputs: [{ file, heightPx: 64, widthPx: 64, photos: [] }],
      thresholds: [],
    });
    expect(existsSync(file)).toBe(true);
  }, 300_000);
});
