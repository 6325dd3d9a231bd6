/** What a control group says of its memory, in bytes. */
export interface CgroupMemory {
  readonly limitBytes: number;
  readonly usedBytes: number;
  /** Cached file pages that weren't read lately: the kernel gives them up before it kills. */
  readonly inactiveFileBytes: number;
}

/** The files of a control group, by the version of its hierarchy. */
export interface CgroupFiles {
  readonly limit: string;
  readonly used: string;
  /** The key in memory.stat. */
  readonly inactiveFile: string;
}

/** A control group of this process, and where its hierarchy is mounted. */
export interface CgroupPlace {
  readonly mount: string;
  readonly path: string;
  readonly files: CgroupFiles;
}

const version1: CgroupFiles = {
  limit: 'memory.limit_in_bytes',
  used: 'memory.usage_in_bytes',
  inactiveFile: 'total_inactive_file',
};
const version2: CgroupFiles = { limit: 'memory.max', used: 'memory.current', inactiveFile: 'inactive_file' };

/** `MemAvailable` of /proc/meminfo in bytes: what can be had without swapping. */
export function parseAvailableBytes(meminfo: string): number | undefined {
  const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(meminfo)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** The memory groups in /proc/self/cgroup: of version 2, and of version 1 where its memory controller is mounted. */
export function parseCgroupPlaces(text: string): readonly CgroupPlace[] {
  return text.split('\n').flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (path === undefined) return [];
    if (controllers === '') return [{ mount: '/sys/fs/cgroup', path, files: version2 }];
    return controllers?.split(',').includes('memory')
      ? [{ mount: '/sys/fs/cgroup/memory', path, files: version1 }]
      : [];
  });
}

/** The group's folder and those above it, up to the mount: each may set a limit, and a container sees its own as the mount. */
export function toCgroupFolders({ mount, path }: CgroupPlace): readonly string[] {
  const names = path.split('/').filter((name) => name !== '' && name !== '..');
  return [...names.keys(), names.length].map((depth) => [mount, ...names.slice(0, depth)].join('/'));
}

/** What may still be allocated: the least that the machine and any of its control groups leave. */
export function toFreeBytes(availableBytes: number, groups: readonly CgroupMemory[]): number {
  const left = groups.map(({ limitBytes, usedBytes, inactiveFileBytes }) => limitBytes - usedBytes + inactiveFileBytes);
  return Math.max(0, Math.min(availableBytes, ...left));
}
