import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTensorboard } from '../src/read-tensorboard.js';
import { createTrainingWorld, mustTrain, type ToldEvent, type TrainingWorld } from '../src/training-world.js';

let world: TrainingWorld;
beforeAll(async () => {
  world = await createTrainingWorld();
});
afterAll(() => world.close());

type Told = ToldEvent & { readonly train: Record<string, number>; readonly val: Record<string, number> };

describe('tensorboard=true', () => {
  it("writes each epoch's metrics where SageMaker uploads them from, in a file that TensorBoard reads", async () => {
    const ml = world.layOut('board', { epochs: '2', tensorboard: 'true' });
    const { events } = await mustTrain(ml);
    const epochs = events.filter(({ event }) => event === 'epoch') as Told[];
    const scalars = await readTensorboard(join(ml, 'output', 'tensorboard'));
    for (const [tag, read] of [
      ['train/box_loss', ({ train }: Told) => train['box_loss']],
      ['val/obj_loss', ({ val }: Told) => val['obj_loss']],
      ['metrics/recall', ({ val }: Told) => val['recall']],
      ['metrics/mAP_0.5:0.95', ({ val }: Told) => val['mAP50_95']],
    ] as const)
      // Events hold 32-bit floats.
      expect(scalars[tag], tag).toEqual(
        epochs.map((epoch, step) => [step, expect.closeTo(read(epoch) ?? Number.NaN, 5) as number]),
      );
    expect(epochs).toHaveLength(2);
    // YOLOv5 writes them beside its plots, which have another way to S3.
    expect(readdirSync(join(ml, 'output', 'data'), { recursive: true }).join()).not.toContain('tfevents');
  });
});
