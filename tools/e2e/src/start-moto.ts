import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { root } from './workspace.js';

export interface Moto {
  /** What a command needs in its environment to take this emulator for AWS. */
  readonly environment: Record<string, string>;
  createBucket(name: string): Promise<void>;
  stop(): void;
}

/** The AWS emulator over HTTP, on a free port. */
export async function startMoto(): Promise<Moto> {
  const program = join(root, '.python', 'aws', 'bin', 'moto_server');
  if (!existsSync(program))
    throw new Error('The Python environment for the AWS emulator is missing: run npm run setup.');
  const port = await freePort();
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await waitFor(() => fetch(`${url}/moto-api/`));
  return {
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    createBucket: async (name) => {
      await fetch(`${url}/${name}`, { method: 'PUT' });
    },
    stop: () => child.kill(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function waitFor(attempt: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const answered = await attempt().then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('moto did not answer within 30 s.');
}
