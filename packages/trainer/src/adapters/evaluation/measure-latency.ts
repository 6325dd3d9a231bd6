import { readFile } from 'node:fs/promises';
import type { OpenedModel } from '@detectory/inference-core';
import type { LabelledPhoto } from './read-labelled-photos.js';
import { withDetector } from './with-detector.js';

/** The first photos meet a cold model. */
const warmUps = 3;
const measured = 15;

/** Milliseconds that the model itself takes for a photo, with all cores: the median of a few photos, one after the other. */
export function measureLatency(model: OpenedModel, photos: readonly LabelledPhoto[]): Promise<number> {
  return withDetector(model, 'one', async (detector) => {
    const times: number[] = [];
    for (let at = 0; at < warmUps + measured; at++) {
      const photo = photos[at % photos.length];
      if (!photo) return 0;
      const { timings } = await detector.detect(await readFile(photo.path));
      if (at >= warmUps) times.push(timings.forwardMs);
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  });
}
