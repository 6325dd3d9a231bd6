import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/**
 * Resident memory and CPU time of a process and its children, from /proc. What processes share, Node's own code above all,
 * counts once (Pss), as it does for a container. Linux only.
 * @param {number} pid
 */
export function usageOf(pid) {
  const own = readOne(pid);
  return childrenOf(pid)
    .map(usageOf)
    .reduce((sum, child) => ({ rssMb: sum.rssMb + child.rssMb, cpuS: sum.cpuS + child.cpuS }), own);
}

function readOne(pid) {
  const [, resident = 0] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
  // Fields 14 and 15: utime and stime; the second field, a name, may hold spaces.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { rssMb: Number(resident) / 1024, cpuS: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond };
}

function childrenOf(pid) {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}
