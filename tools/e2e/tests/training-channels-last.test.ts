import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPython } from '../src/run-python.js';
import { createTrainingWorld, mustTrain, type ToldEvent, type TrainingWorld } from '../src/training-world.js';

let world: TrainingWorld;
beforeAll(async () => {
  world = await createTrainingWorld();
});
afterAll(() => world.close());

type Told = ToldEvent & { readonly train: Readonly<Record<string, number>> };

async function train(name: string, options: Record<string, string>) {
  const ml = world.layOut(name, { epochs: '1', ...options });
  const { events } = await mustTrain(ml);
  const { train: losses } = events.find(({ event }) => event === 'epoch') as Told;
  return { losses, layout: await runPython('read_layout.py', [join(ml, 'checkpoints', 'slot-a', 'last.pt')]) };
}

// YOLOv5's own class, by which others open it.
const network = 'yolov5.models.yolo.DetectionModel';
const weights = ['contiguous'];
// Of the momentum, which lies as the weights do in training.
const faster = process.arch === 'x64' ? 'channels-last' : 'contiguous';

describe('channels-last', () => {
  it('is how training computes where that is faster, to the same losses; checkpoints lie as YOLOv5 reads them', async () => {
    const usual = await train('usual', {});
    const bare = await train('bare', { 'channels-last': 'false' });
    expect(usual.layout).toEqual({ network, weights, momentum: [faster] });
    expect(bare.layout).toEqual({ network, weights, momentum: ['contiguous'] });
    for (const [name, loss] of Object.entries(bare.losses)) expect(usual.losses[name]).toBeCloseTo(loss, 4);
  });
});
