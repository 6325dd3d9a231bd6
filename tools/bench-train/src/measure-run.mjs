import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { SetupError } from '@detectory/setup/fail';

/** Of `/proc/PID/stat`: clock ticks are hundredths of a second on Linux. */
const ticksPerSecond = 100;

/**
 * Runs a program and measures it.
 * @param {object} program
 * @param {string[]} program.command
 * @param {Record<string, string>} [program.env]
 * @param {(line: string) => boolean} program.isFirstBatch looks at each line of stdout, stderr and descriptor 3
 * @param {(line: string) => boolean} [program.isEpoch] so does this: an epoch has ended
 * @returns {Promise<{ wallS: number, firstBatchS: number, ownCpuS: number, startCpuS: number, trainedCpuS: number,
 *   cpuS: number, lines: string[] }>} `ownCpuS` is of the program's first process alone (`startCpuS` of it until the
 *   first batch, `trainedCpuS` until the last epoch's end), `cpuS` of it and all that it waited for
 */
export async function measureRun({ command: [file, ...args], env = {}, isFirstBatch, isEpoch = () => false }) {
  const started = performance.now();
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const measured = { firstBatchS: Number.NaN, ownCpuS: 0, startCpuS: 0, trainedCpuS: 0, cpuS: 0, lines: [] };
  for (const stream of [child.stdout, child.stderr, child.stdio[3]])
    createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => {
      measured.lines.push(line);
      if (Number.isNaN(measured.firstBatchS) && isFirstBatch(line)) {
        measured.firstBatchS = (performance.now() - started) / 1000;
        measured.startCpuS = measured.ownCpuS;
      }
      if (isEpoch(line)) measured.trainedCpuS = measured.ownCpuS;
    });
  const poll = setInterval(() => Object.assign(measured, readCpu(child.pid) ?? {}), 100);
  const code = await new Promise((done) => child.once('close', done));
  clearInterval(poll);
  if (code !== 0) throw new SetupError(`${file} ended with ${code}:\n${measured.lines.slice(-15).join('\n')}`);
  return { ...measured, wallS: (performance.now() - started) / 1000 };
}

/** Until a process ends it says what it has used; what its children used it knows when it has waited for them. */
function readCpu(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    const [user, system, childUser, childSystem] = fields.slice(11, 15).map((ticks) => Number(ticks) / ticksPerSecond);
    return { ownCpuS: user + system, cpuS: user + system + childUser + childSystem };
  } catch {
    return undefined;
  }
}
