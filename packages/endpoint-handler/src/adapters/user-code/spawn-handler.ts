import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { channelDescriptor } from './protocol.js';

export interface SpawnedHandler {
  readonly child: ChildProcess;
  readonly channel: Duplex;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** SIGKILL for the process and whatever it has started. */
  kill(): void;
}

export interface SpawnOptions {
  readonly handlerFile: string;
  /** The built program that runs handlers. */
  readonly hostFile: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly heapMb: number;
}

/** Starts a Node process for a handler, in a process group of its own: a terminal's Ctrl-C is for the server alone. */
export function spawnHandler({ handlerFile, hostFile, environment, heapMb }: SpawnOptions): SpawnedHandler {
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMb}`, hostFile], {
    cwd: dirname(handlerFile),
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const channel = child.stdio[channelDescriptor] as Duplex;
  // Writing to a process that has just died is no news: its exit is.
  channel.on('error', () => undefined);
  const kill = () => killGroup(child.pid);
  // Also what the handler has started: it would hold the pipes open.
  child.once('exit', kill);
  return { child, channel, stdout: child.stdout as Readable, stderr: child.stderr as Readable, kill };
}

/** A process needs a JavaScript file, also where sources run unbuilt, so the package's built entry is asked for by name. */
export function defaultHostFile(): string {
  return createRequire(import.meta.url).resolve('@detectory/endpoint-handler/user-code-host');
}

function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody was left in it.
  }
}
