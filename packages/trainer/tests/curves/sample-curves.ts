import type { WatchedEpoch } from '../../src/watch/curves.js';
import { lossComponents } from '../../src/watch/total-loss.js';
import type { RecordedCurve } from './read-curves.js';

const places = ['train', 'val'] as const;
/** Epochs of the centred mean that stands for a curve's trend, and of the blocks that its noise is cut into. */
const [trendEpochs, blockEpochs] = [5, 4];

/**
 * A curve as another run of the same training might have drawn it: its trend, and its own noise in another order (moving blocks,
 * Künsch 1989, so that neighbours stay neighbours; the same blocks for all losses, so that they stay together).
 */
export function resample({ run, epochs }: RecordedCurve, random: () => number): RecordedCurve {
  const order = drawBlocks(epochs.length, random);
  const sampled = epochs.map((epoch): WatchedEpoch => {
    const moved = epochs[order[epoch.epoch - 1] ?? 0] ?? epoch;
    const losses = places.map((place) => {
      const values = lossComponents.map((name) => {
        const noise = (moved[place][name] ?? 0) - trendOf(epochs, moved.epoch - 1, place, name);
        return [name, Math.max(0, trendOf(epochs, epoch.epoch - 1, place, name) + noise)] as const;
      });
      return Object.fromEntries(values) as Record<(typeof lossComponents)[number], number>;
    });
    return { ...epoch, train: losses[0]!, val: { ...epoch.val, ...losses[1]! } };
  });
  return { run, epochs: sampled };
}

/** The run as it would have been seen had it been planned shorter. */
export function cut({ run, epochs }: RecordedCurve, share: number): RecordedCurve {
  return { run: `${run} to ${share}`, epochs: epochs.slice(0, Math.round(epochs.length * share)) };
}

function drawBlocks(count: number, random: () => number): number[] {
  const order: number[] = [];
  while (order.length < count) {
    const start = Math.floor(random() * Math.max(1, count - blockEpochs + 1));
    for (let i = 0; i < blockEpochs; i++) order.push(Math.min(count - 1, start + i));
  }
  return order;
}

function trendOf(
  epochs: readonly WatchedEpoch[],
  at: number,
  place: (typeof places)[number],
  name: (typeof lossComponents)[number],
): number {
  const reach = Math.min(trendEpochs >> 1, at, epochs.length - 1 - at);
  const part = epochs.slice(at - reach, at + reach + 1);
  return part.reduce((sum, epoch) => sum + (epoch[place][name] ?? 0), 0) / part.length;
}

/** Lehmer's generator: the same numbers on every machine. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
