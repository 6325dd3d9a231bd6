import { readFileSync } from 'node:fs';

/** The processes that a process has started and that live, oldest first. */
export function childrenOf(pid: number | undefined): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

/** Whether a library of that name is in a process's memory. */
export function hasLoaded(pid: number, library: string): boolean {
  return readFileSync(`/proc/${pid}/maps`, 'utf8').includes(library);
}
