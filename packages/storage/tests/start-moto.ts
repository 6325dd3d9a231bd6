import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

export interface MotoServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The AWS emulator on a free port of this machine, from the workspace's own Python environment. */
export async function startMoto(): Promise<MotoServer> {
  const program = fileURLToPath(new URL('../../../.python/aws/bin/moto_server', import.meta.url));
  if (!existsSync(program)) throw new Error(`No AWS emulator at ${program}: run \`npm run setup\` in the workspace.`);
  const url = `http://127.0.0.1:${await findFreePort()}`;
  const child = spawn(program, ['-H', '127.0.0.1', '-p', new URL(url).port], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await waitUntilUp(url, () => child.exitCode === null);
  return {
    url,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function waitUntilUp(url: string, isRunning: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 300 && isRunning(); attempt++) {
    const answer = await fetch(`${url}/moto-api/`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The AWS emulator did not start: run `npm run setup` in the workspace.');
}
