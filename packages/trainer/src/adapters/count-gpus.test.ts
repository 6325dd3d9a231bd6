import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countGpus } from './count-gpus.js';

let devices: string;
beforeAll(() => {
  devices = mkdtempSync(join(tmpdir(), 'detectory-devices-'));
  // Two GPUs, among what their driver puts beside them.
  for (const name of ['nvidia0', 'nvidia1', 'nvidiactl', 'nvidia-uvm', 'null']) writeFileSync(join(devices, name), '');
});
afterAll(() => rmSync(devices, { recursive: true }));

describe(countGpus, () => {
  it.each([
    [undefined, 2],
    ['0', 1],
    ['0,1', 2],
    ['1, 0', 2],
    ['', 0],
    ['-1', 0],
    ['GPU-8932f937-d72c-4106-c12f-20bd9faed9f6', 1],
    ['0,1,2,3', 2],
  ])('with CUDA_VISIBLE_DEVICES %j counts %i of two', async (visible, expected) => {
    const environment = visible === undefined ? {} : { CUDA_VISIBLE_DEVICES: visible };
    expect(await countGpus(environment, devices)).toBe(expected);
  });

  it('counts none where there are no devices', async () => {
    expect(await countGpus({ CUDA_VISIBLE_DEVICES: '0' }, join(devices, 'nowhere'))).toBe(0);
  });
});
