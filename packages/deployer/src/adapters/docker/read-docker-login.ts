import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { RegistryLogin } from '../../images/image-registry.js';

interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: string } | undefined>>;
  readonly credHelpers?: Readonly<Record<string, string | undefined>>;
  readonly credsStore?: string;
}

/** The login that the user gave to `docker login` for this host; undefined where there is none. Nothing is written. */
export async function readDockerLogin(host: string): Promise<RegistryLogin | undefined> {
  const folder = process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker');
  const config = await readConfig(join(folder, 'config.json'));
  const helper = config.credHelpers?.[host] ?? config.credsStore;
  const stored = helper ? await askHelper(helper, host) : undefined;
  return stored ?? parseAuth(config.auths?.[host]?.auth, host);
}

async function readConfig(file: string): Promise<DockerConfig> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DockerConfig;
  } catch {
    // Without settings there is no login; docker itself says so where they are broken.
    return {};
  }
}

function parseAuth(auth: string | undefined, host: string): RegistryLogin | undefined {
  const [username = '', ...password] = Buffer.from(auth ?? '', 'base64')
    .toString('utf8')
    .split(':');
  return username === '' ? undefined : { host, username, password: password.join(':') };
}

/** The protocol of docker's credential helpers: the host on stdin, JSON on stdout. */
function askHelper(helper: string, host: string): Promise<RegistryLogin | undefined> {
  const child = spawn(`docker-credential-${helper}`, ['get'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.on('error', () => undefined).end(host);
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => resolve(code === 0 ? parseHelperAnswer(Buffer.concat(chunks), host) : undefined));
  });
}

function parseHelperAnswer(answer: Buffer, host: string): RegistryLogin | undefined {
  try {
    const { Username, Secret } = JSON.parse(answer.toString('utf8')) as { Username?: string; Secret?: string };
    return Username && Secret ? { host, username: Username, password: Secret } : undefined;
  } catch {
    return undefined;
  }
}
