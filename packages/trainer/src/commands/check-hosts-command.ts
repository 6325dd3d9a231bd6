import { checkHosts } from '../adapters/distributed/check-hosts.js';
import { runAsJob } from './run-as-job.js';

/** `check-hosts`: whether the hosts of a job can train together, without data. */
export function checkHostsCommand(): Promise<number> {
  return runAsJob(({ paths, log }) => checkHosts(paths, log));
}
