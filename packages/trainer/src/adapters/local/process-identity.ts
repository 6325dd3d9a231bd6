import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { RunProgram } from '../../runner/local/run-state.js';

type ProcessProgram = Extract<RunProgram, { kind: 'process' }>;

/** A process as another terminal can recognise it: numbers come again, starts don't. */
export function identifyProcess(pid: number): ProcessProgram {
  return { kind: 'process', pid, startedAt: startOf(pid) };
}

/** Whether that very process still runs. A zombie, which only waits to be collected, doesn't. */
export function isRunning({ pid, startedAt }: ProcessProgram): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = startOf(pid);
  return startedAt === undefined || now === undefined ? now !== '' : now === startedAt;
}

/** Linux counts clock ticks since boot (proc(5), field 22); elsewhere `ps` tells the date. Empty for a zombie. */
function startOf(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? '' : fields[19];
  } catch {
    return askPs(pid);
  }
}

function askPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return undefined;
  }
}
