import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTrainingWorld, mustTrain, type ToldEvent, type TrainingWorld } from '../src/training-world.js';

let world: TrainingWorld;
beforeAll(async () => {
  world = await createTrainingWorld();
});
afterAll(() => world.close());

type Told = ToldEvent & { readonly val: Record<string, number> };

describe('noval=true', () => {
  it('validates after the last epoch alone, and the over-fit watch says nothing', async () => {
    const ml = world.layOut('unseen', { epochs: '2', noval: 'true' });
    const { events } = await mustTrain(ml);
    const [first, last] = events.filter(({ event }) => event === 'epoch') as Told[];
    expect(new Set(Object.values(first?.val ?? {}))).toEqual(new Set([0]));
    expect(last?.val['box_loss']).toBeGreaterThan(0);
    expect(events.filter(({ event }) => event === 'verdict')).toEqual([]);
    expect(existsSync(join(ml, 'model', 'model.json'))).toBe(true);
  });
});
