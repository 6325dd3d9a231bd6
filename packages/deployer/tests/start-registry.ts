import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, waitUntilUp } from './wait-until-up.js';

export interface Registry {
  /** `127.0.0.1:<port>`, as image names begin. */
  readonly host: string;
  stop(): Promise<void>;
}

/** The login that a registry with `withPassword` takes; the file holds its bcrypt. */
export const registryLogin = { username: 'AWS', password: 'correct-horse' };
const htpasswd = 'AWS:$2b$05$4FY0Of5PlFx3DEKbC5H43ONU1CL5kC7RMkv.pRt1hXepgW5kjtzkS\n';

/** Debian's docker-registry on a free port of this machine, with a storage folder that goes with it. */
export async function startRegistry({ withPassword = false } = {}): Promise<Registry> {
  const program = '/usr/bin/docker-registry';
  if (!existsSync(program)) throw new Error(`No registry at ${program}: apt install docker-registry.`);
  const folder = await mkdtemp(join(tmpdir(), 'detectory-registry-'));
  const host = `127.0.0.1:${await findFreePort()}`;
  await writeFile(join(folder, 'htpasswd'), htpasswd);
  await writeFile(join(folder, 'config.json'), JSON.stringify(toConfig(folder, host, withPassword)));
  // JSON is YAML.
  const child = spawn(program, ['serve', join(folder, 'config.json')], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await waitUntilUp(`http://${host}/v2/`, () => child.exitCode === null);
  return {
    host,
    stop: async () => {
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function toConfig(folder: string, host: string, withPassword: boolean): object {
  return {
    version: 0.1,
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'storage') }, delete: { enabled: true } },
    http: { addr: host },
    ...(withPassword ? { auth: { htpasswd: { realm: 'test', path: join(folder, 'htpasswd') } } } : {}),
  };
}
