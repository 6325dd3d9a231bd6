import { networkInterfaces } from 'node:os';
import type { MlPaths } from '../../contract/ml-paths.js';
import { networkOf, planHosts } from '../../distributed/to-distributed-plan.js';
import type { EngineEvent } from '../../engine/engine-event.js';
import { DistributedFailedError } from '../../errors.js';
import { countGpus } from '../count-gpus.js';
import { findPython } from '../find-python.js';
import { readJobFiles } from '../read-job-files.js';
import { runGlue } from '../run-glue.js';
import { waitForHost } from './wait-for-host.js';

const limitSeconds = 300;

/**
 * Starts the hosts of a job as training does, and lets each process answer once: whether several hosts can train at all,
 * before data and hours are spent. Works without GPUs.
 * @throws DistributedFailedError
 */
export async function checkHosts(paths: MlPaths, log: (line: string) => void): Promise<void> {
  const { resources: config } = await readJobFiles(paths);
  const plan = planHosts(config, Math.max(1, await countGpus()));
  await waitForHost(plan.master.host);
  const answers: Extract<EngineEvent, { event: 'hosts' }>[] = [];
  await runGlue(findPython(), {
    program: 'check_hosts.py',
    options: { seconds: limitSeconds },
    distributed: { ...plan, environment: networkOf(config, Object.keys(networkInterfaces())) },
    onEvent: (event) => event.event === 'hosts' && answers.push(event),
    onLog: log,
  });
  for (const { rank, size, answers: count, backend } of answers)
    log(`[detectory] rank ${rank} of ${size}: ${count} of ${size} answered (${backend})`);
  if (answers.length < plan.processesPerHost || answers.some(({ answers: count, size }) => count !== size))
    throw new DistributedFailedError(
      'not all processes answered',
      'look at the log above and at those of the other hosts',
    );
}
