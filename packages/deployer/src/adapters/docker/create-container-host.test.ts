import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContainerRun } from '../../containers/container-host.js';
import { createContainerHost } from './create-container-host.js';

const path = process.env['PATH'];
let folder: string;

/** A client that writes down what it was given. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detectory-docker-'));
  const client = join(folder, 'docker');
  await writeFile(client, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${join(folder, 'given')}'\necho id-1\n`);
  await chmod(client, 0o755);
  process.env['PATH'] = `${folder}${delimiter}${path}`;
});
afterEach(async () => {
  process.env['PATH'] = path;
  await rm(folder, { recursive: true });
});

const run: ContainerRun = {
  image: 'training:1',
  command: ['train'],
  mounts: [],
  environment: {},
  shmSize: '1g',
  network: 'none',
  gpus: false,
  user: undefined,
  stopTimeoutSeconds: 10,
};

describe(createContainerHost, () => {
  it.each([
    ['/data/tools', 'type=bind,source=/data/tools,target=/in,readonly'],
    ['/data/10:30 h', 'type=bind,source=/data/10:30 h,target=/in,readonly'],
    ['/data/a,b', 'type=bind,"source=/data/a,b",target=/in,readonly'],
    ['/data/5"', 'type=bind,"source=/data/5""",target=/in,readonly'],
  ])('shows a container the folder %s', async (source, mount) => {
    const mounts = [{ source, target: '/in', readOnly: true }];
    expect(await createContainerHost().start({ ...run, mounts })).toBe('id-1');
    const given = (await readFile(join(folder, 'given'), 'utf8')).split('\n');
    expect(given[given.indexOf('--mount') + 1]).toBe(mount);
  });
});
