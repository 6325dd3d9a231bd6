import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseClient, explain } from '../src/docker.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'detectory-docker-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A client of some version, with or without the buildx plugin. */
function makeClient(name: string, version: string, buildxExitCode: number): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\ncase "$1" in version) echo ${version};; buildx) exit ${buildxExitCode};; esac\n`);
  chmodSync(file, 0o755);
  return file;
}

describe(chooseClient, () => {
  it('says that Docker is missing, and how to get it', async () => {
    await expect(chooseClient({ PATH: folder })).rejects.toThrow(/Docker is missing.*apt-get install docker\.io/);
  });

  it('takes a client from before 23, or one with buildx', async () => {
    for (const [version, buildx] of [
      ['20.10.24+dfsg1', 1],
      ['28.2.2', 0],
    ] as const) {
      const DETECTORY_DOCKER = makeClient('client', version, buildx);
      expect(await chooseClient({ DETECTORY_DOCKER })).toBe(DETECTORY_DOCKER);
    }
  });

  it('finds the one on the path that can build', async () => {
    makeClient('docker', '28.2.2', 1);
    await expect(chooseClient({ PATH: folder })).rejects.toThrow(/docker can't build with BuildKit/);
    makeClient('docker', '28.2.2', 0);
    expect(await chooseClient({ PATH: `/nowhere:${folder}` })).toBe(join(folder, 'docker'));
  });

  it('says that the client it was told to take is not there', async () => {
    await expect(chooseClient({ DETECTORY_DOCKER: '/no/docker' })).rejects.toThrow(
      /DETECTORY_DOCKER names \/no\/docker/,
    );
  });
});

describe(explain, () => {
  it.each([
    ['Got permission denied while trying to connect to the Docker daemon socket', /refuses this user.*group docker/],
    [
      'Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?',
      /no Docker engine answers\. Start it/,
    ],
    ['write /var/lib/docker/tmp/x: no space left on device', /the disk is full.*nothing was tagged/],
    ['pull access denied for nobody, repository does not exist', /a base image can't be fetched.*--base-image/],
  ])('%s', (stderr, message) => {
    expect(explain(['build', '--tag', 'x'], stderr)).toMatch(message);
  });

  it("shows the client's last lines where the cause is unknown", () => {
    expect(explain(['build', '-'], 'one\n\nexecutor failed: exit code 2\n')).toBe(
      'docker build failed: one\n  executor failed: exit code 2',
    );
  });
});
