import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createYolov5Engine } from '../src/adapters/create-yolov5-engine.js';
import type { EngineEvent } from '../src/engine/engine-event.js';
import { resolveOptions } from '../src/options/resolve-options.js';
import { writeSquares } from './write-squares.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-cached-'));
afterAll(() => rmSync(work, { recursive: true }));

/** What a training leaves of its numbers: losses and metrics, as events and as written. */
async function train(cache: string): Promise<{ readonly epochs: readonly unknown[]; readonly curves: string }> {
  const folder = join(work, cache);
  const heard: EngineEvent[] = [];
  const engine = createYolov5Engine({ onEvent: (event) => void heard.push(event), onLog: () => undefined });
  // Loaded in the training process, whose random numbers YOLOv5's check of the cache draws from; multi-scale draws there too.
  const given = { epochs: 1, imgsz: 64, batch: 4, workers: 0, cfg: 'yolov5n', weights: 'none', noplots: true, cache };
  const { resultsCsv } = await engine.train({
    options: resolveOptions(new Map(Object.entries({ ...given, 'multi-scale': true }))),
    data: writeSquares(join(folder, 'data'), 16, 96),
    weights: undefined,
    workFolder: folder,
  });
  const epochs = heard.flatMap((event) => (event.event === 'epoch' ? [{ ...event, seconds: 0 }] : []));
  return { epochs, curves: createHash('sha256').update(readFileSync(resultsCsv)).digest('hex') };
}

describe('cache ram', () => {
  it('Speed: changes nothing of a training but its time', async () => {
    const plain = await train('none');
    expect(plain.epochs).toHaveLength(1);
    expect(await train('ram')).toEqual(plain);
  }, 300_000);
});
