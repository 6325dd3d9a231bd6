import { readdirSync, readFileSync } from 'node:fs';

/** Memory that this process and those it started have resident. Where there is no /proc, of this process alone. */
export function residentBytes(): number {
  return process.memoryUsage.rss() + childrenOf('self').reduce((sum, child) => sum + residentOf(child), 0);
}

function residentOf(pid: string): number {
  const [, kilobytes = 0] = /^VmRSS:\s+(\d+) kB/m.exec(readOr(`/proc/${pid}/status`, '')) ?? [];
  return Number(kilobytes) * 1024 + childrenOf(pid).reduce((sum, child) => sum + residentOf(child), 0);
}

function childrenOf(pid: string): readonly string[] {
  return listOr(`/proc/${pid}/task`).flatMap((task) =>
    readOr(`/proc/${pid}/task/${task}/children`, '').split(' ').filter(Boolean),
  );
}

/** Processes and threads end while they are read. */
function readOr(path: string, fallback: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return fallback;
  }
}

function listOr(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
