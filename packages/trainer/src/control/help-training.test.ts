import { describe, expect, it } from 'vitest';
import { DistributedFailedError, StoppedTooEarlyError } from '../errors.js';
import { helpTraining } from './help-training.js';

const lost = new DistributedFailedError('the processes that train together lost each other', 'look at the other hosts');

/** Helps a training that ends so, with or without a stop before. */
async function help(error: Error, isStopped: boolean): Promise<string[]> {
  const stop = new AbortController();
  const lines: string[] = [];
  const train = (): Promise<never> => {
    if (isStopped) stop.abort();
    return Promise.reject(error);
  };
  await helpTraining(train, { signal: stop.signal, log: (line) => lines.push(line) });
  return lines;
}

describe(helpTraining, () => {
  it.each([lost, new StoppedTooEarlyError('no model')])(
    'Stop: passes over what a stop does to it: $name',
    async (error) => {
      expect(await help(error, true)).toEqual([expect.stringContaining(`${error.name}: ${error.message}`)]);
    },
  );

  it('Result: is a failure where nobody asked for a stop', async () => {
    await expect(help(lost, false)).rejects.toBe(lost);
  });
});
