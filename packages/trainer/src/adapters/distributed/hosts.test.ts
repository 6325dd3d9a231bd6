import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseResourceConfig } from '../../contract/parse-resource-config.js';
import { DistributedFailedError } from '../../errors.js';
import { resolveOptions } from '../../options/resolve-options.js';
import { planDistribution } from './plan-distribution.js';
import { waitForHost, waitForMaster } from './wait-for-host.js';

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

  it('Stop: waits no longer, whatever the resolver and the pause still take, and says what it waited for', async () => {
    const forever = () => new Promise<never>(() => undefined);
    const stop = new AbortController();
    const notes: string[] = [];
    const note = (text: string) => void notes.push(text);
    const noAddress = () => Promise.reject(new Error('ENOTFOUND'));
    const pausing = waitForHost('algo-1', { resolve: noAddress, pause: forever, note, signal: stop.signal });
    const asking = waitForHost('algo-1', { resolve: forever, signal: stop.signal });
    await vi.waitUntil(() => notes.length > 0);
    stop.abort();
    for (const waiting of [pausing, asking, waitForHost('algo-1', { resolve: forever, signal: stop.signal })])
      await expect(waiting).rejects.toThrow(/the stop came while this host waited for algo-1/);
    expect(notes).toEqual(['Waiting for the host algo-1, which has no address yet.']);
  });

  it('finds a name that there is at once', async () => {
    await expect(waitForHost('localhost', { limitMs: 0 })).resolves.toBeUndefined();
  });
});

describe(planDistribution, () => {
  let devices: string;
  beforeEach(() => {
    devices = mkdtempSync(join(tmpdir(), 'detectory-devices-'));
    vi.stubEnv('CUDA_VISIBLE_DEVICES', undefined);
    writeFileSync(join(devices, 'nvidia0'), '');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(devices, { recursive: true });
  });

  const planOn = async (hosts: readonly string[]) => {
    const asked: string[] = [];
    const resolve = (host: string) => Promise.resolve(asked.push(host));
    const config = parseResourceConfig(JSON.stringify({ current_host: hosts[0], hosts }));
    const plan = await planDistribution(config, resolveOptions(new Map()), devices);
    expect(asked).toEqual([]);
    await waitForMaster(plan, { resolve });
    return { plan, asked };
  };

  it('resourceconfig.json: several hosts train only once the first of them has an address', async () => {
    const { plan, asked } = await planOn(['algo-2', 'algo-1']);
    expect(plan).toMatchObject({ hostRank: 1, worldSize: 2, master: { host: 'algo-1' } });
    expect(asked).toEqual(['algo-1']);
  });

  it.each([
    ['lo', 'lo'],
    ['no-such-interface', undefined],
  ])('Network: looks for the interface %s among those of this machine', async (name, found) => {
    const hosts = ['algo-1', 'algo-2'];
    const text = JSON.stringify({ current_host: 'algo-1', hosts, network_interface_name: name });
    const plan = await planDistribution(parseResourceConfig(text), resolveOptions(new Map()), devices);
    expect(plan?.environment['NCCL_SOCKET_IFNAME']).toBe(found);
  });

  it('one host waits for nobody', async () => {
    writeFileSync(join(devices, 'nvidia1'), '');
    const { plan, asked } = await planOn(['algo-1']);
    expect([plan?.worldSize, asked]).toEqual([2, []]);
  });
});
