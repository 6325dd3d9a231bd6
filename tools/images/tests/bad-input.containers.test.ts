import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { build, bundle, root, servingImage, tagsOf } from './image-commands.js';

beforeAll(() => bundle('serving'));

const cleanUps: (() => void)[] = [];
afterEach(() => cleanUps.splice(0).forEach((cleanUp) => cleanUp()));

describe('what a build says when the world is wrong', () => {
  it('no engine', async () => {
    const { code, output } = await build(['serving'], { env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } });
    expect(code).toBe(1);
    expect(output).toMatch(/^error: docker image inspect failed: no Docker engine answers\. Start it/);
  });

  it('an engine without permission', () => {
    // Root may use any socket, so root gives its rights away first.
    const giveUpRights =
      'if (process.getuid() === 0) { process.setgroups([]); process.setgid(65534); process.setuid(65534); }';
    const script = `${giveUpRights} process.env.HOME = '/tmp'; await import(${JSON.stringify(join(root, 'tools/images/build.mjs'))})`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script, 'serving'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, DOCKER_HOST: closedSocket() },
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/the Docker engine refuses this user\. Add the user to the group docker/) as string,
    });
  });

  it('a base that does not exist', async () => {
    const { code, output } = await build(['serving', '--base-image=no-such-base:1']);
    expect(code).toBe(1);
    expect(output).toMatch(/error: docker pull .*a base image can't be fetched\. Check the name/);
    expect(tagsOf('no-such-base')).toEqual([]);
  });

  it('an image that there is none of', async () => {
    const { code, output } = await build(['server']);
    expect({ code, output }).toEqual({
      code: 1,
      output: 'error: There is no image server; known are serving, training.\n',
    });
  });

  it('an option that there is none of', async () => {
    const { code, output } = await build(['serving', '--base=x']);
    expect(code).toBe(1);
    expect(output).toMatch(/Unknown option '--base'[\s\S]*--base-image=REF/);
  });

  it('a full disk, with nothing tagged and nothing left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'detectory-full-'));
    asRoot('mount', '-t', 'tmpfs', '-o', 'size=20m,mode=777', 'tmpfs', folder);
    cleanUps.push(() => {
      asRoot('umount', folder);
      rmSync(folder, { recursive: true });
    });
    const before = tagsOf(servingImage);
    const { code, output } = await build(['serving', '--fresh', '--reproducible'], { env: { DETECTORY_TMP: folder } });
    expect(code).toBe(1);
    expect(output).toMatch(/error: .*the disk is full\. Free some room/);
    expect(tagsOf(servingImage)).toEqual(before);
  });

  it('an interruption, with nothing half-tagged', async () => {
    const before = tagsOf(servingImage);
    const { code } = await build(['serving', '--fresh', '--reproducible'], { interruptAt: 'npm ci' });
    expect(code).toBe(130);
    expect(tagsOf(servingImage)).toEqual(before);
  });
});

/** Others than root may use sudo without a password, as on hosted CI machines. */
function asRoot(command: string, ...args: string[]): void {
  const words = process.getuid?.() === 0 ? [command, ...args] : ['sudo', '--non-interactive', command, ...args];
  execFileSync(words[0] as string, words.slice(1), { stdio: 'pipe' });
}

/** The engine's socket as a user sees it who isn't in its group. */
function closedSocket(): string {
  const folder = mkdtempSync(join(tmpdir(), 'detectory-socket-'));
  const socket = join(folder, 'docker.sock');
  const server = spawnSync('python3', [
    '-c',
    'import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])',
    socket,
  ]);
  if (server.status !== 0) throw new Error(String(server.stderr));
  execFileSync('chmod', ['000', socket]);
  execFileSync('chmod', ['755', folder]);
  cleanUps.push(() => rmSync(folder, { recursive: true }));
  return `unix://${socket}`;
}
