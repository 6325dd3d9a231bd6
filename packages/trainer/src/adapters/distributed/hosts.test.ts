import { describe, expect, it } from 'vitest';
import { DistributedFailedError } from '../../errors.js';
import { waitForHost } from './wait-for-host.js';

describe(waitForHost, () => {
  it('resourceconfig.json: waits with growing pauses until the master has an address', async () => {
    const pauses: number[] = [];
    let tries = 0;
    await waitForHost('algo-1', {
      resolve: () => (++tries < 4 ? Promise.reject(new Error('ENOTFOUND')) : Promise.resolve()),
      pause: (ms) => Promise.resolve(pauses.push(ms)),
    });
    expect(pauses).toEqual([250, 500, 1000]);
  });

  it('gives up in the end, and says what to look at', async () => {
    const waiting = waitForHost('algo-1', {
      resolve: () => Promise.reject(new Error('ENOTFOUND')),
      pause: () => Promise.resolve(),
      limitMs: 2_000,
    });
    await expect(waiting).rejects.toThrow(DistributedFailedError);
    await expect(waiting).rejects.toThrow(/algo-1 has had no address .*ENOTFOUND.*share a network/);
  });

  it('finds a name that there is at once', async () => {
    await expect(waitForHost('localhost', { limitMs: 0 })).resolves.toBeUndefined();
  });
});
