import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../src/adapters/workspace.mjs';
import { makeRootfs } from './make-rootfs.js';

const folder = mkdtempSync(join(tmpdir(), 'detectory-image-'));
const image = 'detectory-supply-chain-test:training';
const docker = (...args: string[]) =>
  execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const sbom = (...args: string[]) =>
  execFileSync('node', ['tools/supply-chain/sbom.mjs', ...args], { cwd: root, encoding: 'utf8', stdio: 'pipe' });

beforeAll(() => {
  makeRootfs(join(folder, 'rootfs'));
  create({ cwd: join(folder, 'rootfs'), file: join(folder, 'base.tar'), sync: true }, ['.']);
  docker('import', join(folder, 'base.tar'), image);
});

afterAll(() => {
  docker('image', 'rm', image);
  rmSync(folder, { recursive: true });
});

describe('npm run sbom -- image', () => {
  it('describes an image that the engine has, the same twice, and leaves no container', () => {
    const [one, two] = ['one.json', 'two.json'].map((name) => join(folder, name));
    sbom('image', image, '--kind', 'training', '--out', one!);
    sbom('image', image, '--kind', 'training', '--out', two!);
    expect(readFileSync(two!, 'utf8')).toBe(readFileSync(one!, 'utf8'));
    const bom = JSON.parse(readFileSync(one!, 'utf8'));
    const names = bom.components.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['bash', 'libgcc-s1', 'node', 'python', 'sharp', 'shapely']));
    expect(bom.metadata.component.version).toBe(docker('image', 'inspect', '--format', '{{.Id}}', image).trim());
    expect(docker('ps', '--all', '--quiet', '--filter', `ancestor=${image}`)).toBe('');
  });

  it('reads a file that `docker export` wrote', () => {
    const container = docker('create', image, 'none').trim();
    docker('export', '--output', join(folder, 'rootfs.tar'), container);
    docker('rm', container);
    const output = sbom('rootfs', join(folder, 'rootfs.tar'), '--kind', 'training', '--out', join(folder, 'tar.json'));
    expect(output).toMatch(/\d+ parts of detectory-sagemaker-training/);
  });

  it('fails where the policy does not allow a licence', () => {
    expect(() => sbom('image', image, '--kind', 'training', '--out', join(folder, 'x.json'), '--check')).toThrow(
      /generic:libstrange-1\.so .* is under NOASSERTION/,
    );
  });

  it('says that an image is not there', () => {
    expect(() => sbom('image', 'detectory-no-such-training:latest')).toThrow(/docker image inspect.*No such image/s);
  });
});
