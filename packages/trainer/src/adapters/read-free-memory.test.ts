import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Tree, writeTree } from '../testing/ml-folder.js';
import { readFreeMemory } from './read-free-memory.js';

const folder = mkdtempSync(join(tmpdir(), 'detectory-memory-'));
afterEach(() => rmSync(folder, { recursive: true }));

/** The free memory of a machine with 8 GB free and these files. */
function readOn(files: Tree): Promise<number | undefined> {
  writeTree(folder, { 'proc/meminfo': 'MemTotal: 16000000 kB\nMemAvailable:    8000000 kB\n', ...files });
  return readFreeMemory(folder);
}

const group = (limit: string, used: number, inactive: number): Tree => ({
  'memory.max': `${limit}\n`,
  'memory.current': `${used}\n`,
  'memory.stat': `anon 1\ninactive_file ${inactive}\n`,
});

const at = (place: string, files: Tree): Tree =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`sys/fs/cgroup/${place}${name}`, text]));

describe(readFreeMemory, () => {
  it("is the machine's where no control group limits it", async () => {
    expect(await readOn({})).toBe(8_000_000 * 1024);
    expect(await readOn({ 'proc/self/cgroup': '0::/\n', ...at('', group('max', 5, 0)) })).toBe(8_000_000 * 1024);
  });

  it("is the container's where that has less, with the file pages that the kernel gives up", async () => {
    const files = at('', group('4000000000', 3_000_000_000, 500_000_000));
    expect(await readOn({ 'proc/self/cgroup': '0::/\n', ...files })).toBe(1_500_000_000);
  });

  it('is the least of all groups that this process is in', async () => {
    const files = { ...at('job/', group('2000000000', 0, 0)), ...at('job/task/', group('max', 0, 0)) };
    expect(await readOn({ 'proc/self/cgroup': '0::/job/task\n', ...files })).toBe(2_000_000_000);
  });

  it('reads version 1 too, also where a container sees its own group as the mount', async () => {
    const files = at('memory/', {
      'memory.limit_in_bytes': '3000000000\n',
      'memory.usage_in_bytes': '1000000000\n',
      'memory.stat': 'inactive_file 1\ntotal_inactive_file 200000000\n',
    });
    const cgroup = '8:cpu,cpuacct:/docker/1f\n4:memory:/docker/1f\n0::/\n';
    expect(await readOn({ 'proc/self/cgroup': cgroup, ...files })).toBe(2_200_000_000);
  });

  it('is never less than nothing', async () => {
    expect(await readOn({ 'proc/self/cgroup': '0::/\n', ...at('', group('10', 30, 5)) })).toBe(0);
  });

  it('is unknown where there is no /proc', async () => {
    writeTree(folder, { 'empty/': '' });
    expect(await readFreeMemory(folder)).toBeUndefined();
  });

  it('is known of this machine', async () => {
    writeTree(folder, { 'empty/': '' });
    expect(await readFreeMemory()).toBeGreaterThan(0);
  });
});
