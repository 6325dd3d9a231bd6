import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';

const seconds = Number(process.env['DETECTORY_FUZZ_SECONDS'] ?? 600);
const seed = Number(process.env['DETECTORY_FUZZ_SEED'] ?? Date.now() % 2 ** 31);

/** Longer than every share of the soak. */
export const soakTimeoutMs = (seconds + 60) * 1000;

/**
 * Tries a property on new inputs for a share of `DETECTORY_FUZZ_SECONDS` (default 600). The seed of the first round is
 * printed; `DETECTORY_FUZZ_SEED` repeats it. A counterexample is told with its own seed and path.
 */
export async function runSoak<T>(name: string, share: number, property: fc.IAsyncProperty<T>): Promise<void> {
  const end = Date.now() + seconds * 1000 * share;
  process.stdout.write(`${name}: seed ${seed}\n`);
  for (let round = 0; Date.now() < end; round++) {
    await fc.assert(property, { seed: (seed + round) | 0, numRuns: 100 });
    await setImmediate();
  }
}
