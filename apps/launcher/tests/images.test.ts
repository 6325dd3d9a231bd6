import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../src/main.js';
import { captureProcess, type CapturedProcess } from './capture-process.js';

const tag = 'a1'.repeat(32);
const name = 'detectory-sagemaker-serving';
const built = { name, tag, imageId: 'sha256:1', baseImage: 'scratch', sizeBytes: 284_000_000 };
const labels = {
  'com.amazonaws.sagemaker.capabilities.multi-models': 'true',
  'com.amazonaws.sagemaker.capabilities.accept-bind-to-port': 'true',
};
const inspected = [
  {
    Id: 'sha256:1',
    RepoTags: [`${name}:${tag}`],
    Created: '2026-01-02T03:04:05Z',
    Size: 284_000_000,
    Os: 'linux',
    Architecture: 'amd64',
    Config: { Labels: labels },
  },
];

let folder: string;
let captured: CapturedProcess;
let registry: Server;
let host: string;

/** A workspace whose Nx writes image.json, and an engine that is a shell script: what is told here is the command. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detectory-images-'));
  await mkdir(join(folder, 'containers', 'serving'), { recursive: true });
  await mkdir(join(folder, 'node_modules', 'nx'), { recursive: true });
  await writeFile(join(folder, 'nx.json'), '{}');
  await writeFile(join(folder, 'node_modules', 'nx', 'package.json'), '{"bin":{"nx":"nx.cjs"}}');
  await writeFile(
    join(folder, 'node_modules', 'nx', 'nx.cjs'),
    `const { writeFileSync } = require('node:fs');
    writeFileSync('containers/serving/image.json', ${JSON.stringify(JSON.stringify(built))});
    writeFileSync('arguments.json', JSON.stringify(process.argv.slice(2)));`,
  );
  registry = createServer((_, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(registry.address() as AddressInfo).port}`;
  const environment = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('AWS_')));
  captured = captureProcess(folder, {
    ...environment,
    DOCKER_CONFIG: '/nonexistent',
    DOCKER_HOST: 'unix:///fake.sock',
  });
});

afterEach(async () => {
  captured.restore();
  registry.closeAllConnections();
  registry.close();
  await rm(folder, { recursive: true });
});

async function installDocker(onPush = 'exit 1'): Promise<void> {
  const script = `#!/bin/sh
echo "$@" >> ${folder}/docker.log
case "$1" in
  version) echo 20.10 ;;
  image) [ "$2" = ls ] && echo sha256:1 || { [ "\${3#127}" = "$3" ] && echo '${JSON.stringify(inspected)}' || { echo '[]'; echo 'Error: No such image' >&2; exit 1; } ; } ;;
  push) ${onPush} ;;
esac
`;
  await writeFile(join(folder, 'docker'), script);
  await chmod(join(folder, 'docker'), 0o755);
  process.env['PATH'] = `${folder}${delimiter}${process.env['PATH']}`;
}

function launch(...args: string[]): Promise<number> {
  return run(['node', 'detectory-launch', 'images', ...args]);
}

describe('detectory-launch images', () => {
  it('builds, and prints what was built', async () => {
    await installDocker();
    expect(await launch('build', 'serving')).toBe(0);
    expect(captured.printed()).toMatch(/serving +detectory-sagemaker-serving:a1a1a1a1a1a1 +284 MB +scratch/);
    captured.forget();
    expect(await launch('build', 'serving', '--json')).toBe(0);
    expect(JSON.parse(captured.printed())).toEqual([{ kind: 'serving', ...built }]);
  });

  it('builds with the options of the Nx target', async () => {
    await installDocker();
    const options = ['--base-image=scratch', '--reproducible', '--fresh'];
    expect(await launch('build', 'serving', ...options)).toBe(0);
    expect(JSON.parse(await readFile(join(folder, 'arguments.json'), 'utf8'))).toEqual([
      'run',
      'serving:image',
      ...options,
    ]);
  });

  it('lists what is on this machine and what was published', async () => {
    await installDocker();
    const record = { 'r.example.com/x': { digest: 'sha256:d', tag } };
    await writeFile(join(folder, 'containers', 'serving', 'published.json'), JSON.stringify(record));
    await writeFile(join(folder, 'containers', 'serving', 'image.json'), JSON.stringify(built));
    expect(await launch('list', 'serving', '--json')).toBe(0);
    expect(JSON.parse(captured.printed())).toEqual({
      local: [
        {
          kind: 'serving',
          name,
          tag,
          id: 'sha256:1',
          sizeBytes: 284_000_000,
          createdAt: '2026-01-02T03:04:05Z',
          current: true,
        },
      ],
      published: [
        { kind: 'serving', repository: 'r.example.com/x', tag, digest: 'sha256:d', current: true, seen: 'record' },
      ],
    });
  });

  it('ends with 130 when it is interrupted, and takes its tag away', async () => {
    await installDocker(`echo started > ${folder}/started; exec sleep 60`);
    const ended = launch('push', 'serving', '--repository', `${host}/team/x`);
    await vi.waitUntil(() => existsSync(join(folder, 'started')), { timeout: 10_000 });
    process.emit('SIGINT');
    expect(await ended).toBe(130);
    expect(captured.said()).toMatch(/error: Interrupted while pushing the image\. Nothing is half-tagged/);
    expect(await readFile(join(folder, 'docker.log'), 'utf8')).toMatch(`rmi ${host}/team/x:${tag}`);
    expect(await readdir(join(folder, 'containers', 'serving'))).toEqual(['image.json']);
  }, 20_000);

  it.each([
    ['denied: requested access to the resource is denied', /\/team\/x refuses you\. .*It says: denied/],
    ['write /var/lib/docker/x: no space left on device', /No space was left on the disk while pushing the image/],
  ])('ends with 1 and one message: %s', async (words, text) => {
    await installDocker(`echo '${words}' >&2; exit 1`);
    expect(await launch('push', 'serving', '--repository', `${host}/team/x`)).toBe(1);
    expect(captured.messages()).toHaveLength(1);
    expect(captured.said()).toMatch(text);
  });

  it('says that a repository asked for by name is not there', async () => {
    await installDocker();
    expect(await launch('list', 'serving', '--repository', `${host}/team/x`)).toBe(1);
    expect(captured.said()).toMatch(/There is no repository 127.*\/team\/x/);
  });

  it('says that docker is not installed', async () => {
    process.env['PATH'] = '/nonexistent';
    expect(await launch('list', '--json')).toBe(1);
    expect(JSON.parse(captured.printed())).toMatchObject({ error: { code: 'DEPLOYER_ENGINE_MISSING' } });
  });

  it.each([
    [['build', '--base-image', 'x'], /--base-image names the base of one image: say which, training or serving/],
    [['push', '--base-image', 'x'], /--base-image names the base of one image/],
    [['build', '--node-image', 'x'], /say training/],
    [['build', 'serving', '--node-image', 'x'], /where the training image takes Node from/],
    [['push', '--repository', 'localhost:5000/x'], /say which, training or serving/],
    [['push', 'serving', '--repository', 'localhost:5000/x:v1'], /Leave the tag and the digest out/],
    [['push', 'everything'], /Allowed choices are training, serving/],
  ])('ends with 2 for %j', async (args, text) => {
    expect(await launch(...args)).toBe(2);
    expect(captured.said()).toMatch(text);
  });

  it('says where images are built', async () => {
    process.chdir('/');
    expect(await launch('build')).toBe(1);
    expect(captured.said()).toMatch(/Change to your clone/);
  });
});
