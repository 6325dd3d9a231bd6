import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { root } from './workspace.js';

const bins = {
  'detectory-prep': 'apps/prep/bin/detectory-prep.mjs',
  'detectory-launch': 'apps/launcher/bin/detectory-launch.mjs',
  'detectory-serve': 'apps/server/bin/detectory-serve.mjs',
};

export type Bin = keyof typeof bins;

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of the product's commands as a user does: the committed bin, in a process of its own. */
export async function runBin(bin: Bin, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const child = start(bin, args, env);
  const [stdout, stderr, code] = await Promise.all([readAll(child.stdout), readAll(child.stderr), ended(child)]);
  return { code, stdout, stderr };
}

/** As runBin, but an exit code other than 0 is an error that shows what was printed. */
export async function mustRun(bin: Bin, args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { code, stdout, stderr } = await runBin(bin, args, env);
  if (code !== 0) throw new Error(`${bin} ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`);
  return stdout;
}

/** Starts the server on a free port, hands its address on once it is ready, and stops it. */
export async function withServer<T>(
  model: string,
  use: (url: string) => Promise<T>,
  env: Record<string, string> = {},
): Promise<T> {
  const child = start('detectory-serve', ['--model', model, '--port', '0', '--host', '127.0.0.1', '--json'], env);
  try {
    return await use(await readyUrl(child));
  } finally {
    child.kill('SIGTERM');
    await ended(child);
  }
}

function start(bin: Bin, args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [join(root, bins[bin]), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      const line = log.split('\n').find((candidate) => candidate.includes('"message":"ready"'));
      if (line) resolve((JSON.parse(line) as { url: string }).url);
    });
    child.once('close', () => reject(new Error(`the server ended before it was ready: ${log}`)));
  });
}

async function readAll(stream: Readable | null): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('close', resolve));
}
