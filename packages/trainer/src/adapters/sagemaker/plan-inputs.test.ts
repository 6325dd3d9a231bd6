import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WeightsUnusableError } from '../../errors.js';
import { planWeights } from './plan-inputs.js';

let work: string;
beforeEach(() => (work = mkdtempSync(join(tmpdir(), 'detectory-plan-'))));
afterEach(() => rmSync(work, { recursive: true }));

const place = { uploadUri: 's3://photos/up', inputMode: 'File' as const };

const plan = (model: string, engine = 'yolov5') => {
  const weights = join(work, 'mine.pt');
  writeFileSync(weights, `PK\u0003\u0004c${model}\nPK\u0005\u0006`);
  return planWeights({ weights, engine }, place, work);
};

describe(planWeights, () => {
  it('makes a channel of a checkpoint that lies here', async () => {
    const planned = await plan('models.yolo\nDetectionModel');
    expect(planned).toMatchObject({ fileName: 'mine.pt', channel: { name: 'weights' }, upload: { kind: 'file' } });
  });

  it.each([
    ['segmentation', 'models.yolo\nSegmentationModel', 'yolov5'],
    ['classification', 'models.yolo\nClassificationModel', 'yolov5'],
    ["another engine's", 'models.yolo\nDetectionModel', 'ultralytics'],
  ])('refuses weights of another kind before a job is paid for: %s', async (_, model, engine) => {
    await expect(plan(model, engine)).rejects.toThrow(WeightsUnusableError);
  });
});
