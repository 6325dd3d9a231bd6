import { Worker } from 'node:worker_threads';

// In a thread, because the main one may be in a loop that never ends. Text, because a bundle has one file for the host.
const program = `
  const { workerData } = require('node:worker_threads');
  setInterval(() => {
    if (process.ppid !== workerData) process.kill(-process.pid, 'SIGKILL');
  }, 1000);
`;

/** Ends this process and what it has started soon after the server has died, whatever the handler does. */
export function watchServer(serverPid = process.ppid): void {
  const resourceLimits = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 };
  new Worker(program, { eval: true, workerData: serverPid, resourceLimits }).unref();
}
