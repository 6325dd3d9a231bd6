import { readFile } from 'node:fs/promises';

const intervalMs = 250;

/**
 * Calls `onOver` once when a process holds more memory than it may. V8's own limit covers objects, not buffers.
 * Linux only: elsewhere there is no /proc to read, and nothing is watched.
 * @returns what stops the watch
 */
export function watchMemory(pid: number, limitBytes: number, onOver: (residentBytes: number) => void): () => void {
  const check = async () => {
    const residentBytes = await readResidentBytes(pid);
    if (residentBytes === undefined || residentBytes <= limitBytes) return;
    clearInterval(timer);
    onOver(residentBytes);
  };
  const timer = setInterval(() => void check(), intervalMs).unref();
  return () => clearInterval(timer);
}

async function readResidentBytes(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
