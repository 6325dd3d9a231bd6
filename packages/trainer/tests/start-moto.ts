import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findFreePort, waitUntilUp } from './wait-until-up.js';

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
  await waitUntilUp(`${url}/moto-api/`, () => child.exitCode === null);
  return {
    url,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
