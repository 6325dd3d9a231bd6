import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveBin } from './places.mjs';
import { usageOf } from './process-usage.mjs';

/** detectory-serve in the workspace. */
const workspaceCommand = [serveBin];

/**
 * Runs the server as users do, on loopback, and stops it whatever happens.
 * @template T
 * @param {readonly string[]} flags
 * @param {(server: { url: string, startS: number, usage: () => ReturnType<typeof usageOf> }) => Promise<T>} use
 * @param {{ environment?: NodeJS.ProcessEnv, command?: readonly string[] }} [how] variables beside the present ones; what Node runs
 * @returns {Promise<T>}
 */
export async function withServer(flags, use, { environment = {}, command = workspaceCommand } = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const args = [...command, '--host', '127.0.0.1', '--port', String(port), '--json', ...flags];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let log = '';
  child.stderr.on('data', (chunk) => (log = (log + chunk).slice(-4000)));
  const ended = once(child, 'exit');
  try {
    await waitForPing(url, child, () => log);
    return await use({ url, startS: (performance.now() - startedAt) / 1000, usage: () => usageOf(child.pid) });
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function waitForPing(url, child, log) {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`detectory-serve ended with ${child.exitCode}:\n${log()}`);
    const response = await fetch(`${url}/ping`).catch(() => undefined);
    if (response?.status === 200) return;
    await sleep(5);
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
