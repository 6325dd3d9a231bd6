import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuiltImage } from '../src/index.js';
import { servingLabels } from './sample-images.js';

/** Not the product's own names: the engine is shared with whoever builds those. */
const name = 'detectory-publish-test';

/** An image of one file of random bytes on the engine that DOCKER_HOST names, loaded as `docker save` would write it. */
export function importImage({
  labels = servingLabels as Readonly<Record<string, string>>,
  architecture = 'amd64',
  sizeBytes = 1000,
} = {}): BuiltImage {
  const folder = mkdtempSync(join(tmpdir(), 'detectory-image-'));
  try {
    const bytes = randomBytes(sizeBytes);
    writeFileSync(join(folder, 'file'), bytes);
    pack(folder, 'layer.tar', ['file']);
    const diffIds = [`sha256:${hashOf(readFileSync(join(folder, 'layer.tar')))}`];
    const config = JSON.stringify({
      architecture,
      os: 'linux',
      config: { Labels: labels },
      rootfs: { type: 'layers', diff_ids: diffIds },
    });
    const tag = hashOf(bytes);
    const manifest = [{ Config: 'config.json', RepoTags: [`${name}:${tag}`], Layers: ['layer.tar'] }];
    writeFileSync(join(folder, 'config.json'), config);
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    pack(folder, 'image.tar', ['manifest.json', 'config.json', 'layer.tar']);
    docker(['load', '--quiet', '--input', join(folder, 'image.tar')]);
    return { name, tag, imageId: `sha256:${hashOf(config)}`, baseImage: 'scratch', sizeBytes };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function pack(folder: string, archive: string, files: readonly string[]): void {
  execFileSync('tar', ['-cf', join(folder, archive), '-C', folder, ...files]);
}

function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

export function removeImage({ tag }: BuiltImage): void {
  docker(['rmi', '--force', `${name}:${tag}`]);
}

/** Every name that the image has on the engine. */
export function namesOf({ imageId }: BuiltImage): readonly string[] {
  return JSON.parse(docker(['image', 'inspect', '--format', '{{json .RepoTags}}', imageId])) as string[];
}

function docker(args: readonly string[]): string {
  return execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}
