import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';
import { cacheFolder } from './cache-folder.mjs';
import { ensureDebianPackages } from './ensure-debian-packages.mjs';

const folder = join(cacheFolder, 'engine');
const socket = `unix://${join(folder, 'docker.sock')}`;
const startLimitMs = 60_000;

/**
 * A Docker engine to work with: the one that answers here, else (on Debian, as root) one that is installed and started
 * with its data in our cache. Sets DOCKER_HOST for this process where it starts one.
 * @returns {Promise<{ stop: () => Promise<void> }>} stops what was started, and nothing else
 */
export async function ensureEngine() {
  if (await answers()) return { stop: async () => undefined };
  const earlier = process.env.DOCKER_HOST;
  if (earlier)
    throw new SetupError(`No Docker engine answers at DOCKER_HOST=${earlier}. Start it, or unset DOCKER_HOST.`);
  process.env.DOCKER_HOST = socket;
  // Another run on this machine may have started it; that one stops it too.
  if (await answers()) return { stop: async () => undefined };
  assertCanStart();
  await ensureDebianPackages({ '/usr/sbin/dockerd': 'docker.io', '/usr/sbin/iptables': 'iptables' });
  return start();
}

function assertCanStart() {
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) return;
  throw new SetupError(
    'No Docker engine answers, and one can be started from here only on Debian or Ubuntu as root. Install and start Docker, then run this again.',
  );
}

async function start() {
  mkdirSync(folder, { recursive: true });
  // Left by an engine that was killed: its process ids may by now be another program's, which dockerd takes for its own.
  for (const stale of ['docker.pid', 'run']) rmSync(join(folder, stale), { recursive: true, force: true });
  const logFile = join(folder, 'dockerd.log');
  const log = openSync(logFile, 'w');
  const args = ['--host', socket, '--data-root', join(folder, 'data'), '--exec-root', join(folder, 'run')];
  console.log('engine: starting dockerd');
  const daemon = spawn('/usr/sbin/dockerd', [...args, '--pidfile', join(folder, 'docker.pid')], {
    stdio: ['ignore', log, log],
    // A Ctrl-C in the terminal is ours to handle: containers are stopped before their engine is.
    detached: true,
  });
  closeSync(log);
  const ended = new Promise((resolve) => daemon.once('close', resolve));
  for (const deadline = Date.now() + startLimitMs; Date.now() < deadline && daemon.exitCode === null; await sleep(250))
    if (await answers()) return { stop: () => stop(daemon, ended) };
  await stop(daemon, ended);
  const reason = readFileSync(logFile, 'utf8').trim().split('\n').slice(-4).join('\n  ');
  throw new SetupError(`dockerd doesn't start (${logFile}):\n  ${reason}`);
}

async function stop(daemon, ended) {
  if (daemon.exitCode === null) daemon.kill('SIGTERM');
  await ended;
}

/** Asked of any client: the question is only whether an engine is there. */
async function answers() {
  for (const client of ['docker', '/usr/bin/docker'])
    if ((await run(client, ['version', '--format', '{{.Server.Version}}'], { quiet: true })).code === 0) return true;
  return false;
}
