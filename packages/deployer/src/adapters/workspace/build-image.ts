import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { ImageBuildFailedError, PublishInterruptedError } from '../../errors.js';
import type { BuiltImage } from '../../images/built-image.js';
import type { ImageKind } from '../../images/image-kind.js';
import { readBuiltImage } from './read-built-image.js';

export interface ImageBuild {
  /** The workspace's root folder. */
  readonly workspace: string;
  readonly kind: ImageKind;
  readonly baseImage?: string | undefined;
  /** Where the training image takes Node from. */
  readonly nodeImage?: string | undefined;
  /** The same sources and base give the same image id. */
  readonly reproducible?: boolean | undefined;
  /** From nothing, although an image of this content may be here. */
  readonly fresh?: boolean | undefined;
  /** Where Nx and the engine report; a file descriptor, by default stderr. */
  readonly output?: number | 'ignore';
  readonly signal?: AbortSignal | undefined;
}

/**
 * Builds an image where its content changed since the last build, by the workspace's own Nx target.
 * @throws ImageBuildFailedError; Nx and the engine have said why by then
 */
export async function buildImage(build: ImageBuild): Promise<BuiltImage> {
  const { kind, workspace, signal } = build;
  const end = await runNx(build);
  if (signal?.aborted) throw new PublishInterruptedError(`building the ${kind} image`);
  if (end !== 0) throw new ImageBuildFailedError(kind, `ended with ${end}; why stands above`);
  const image = await readBuiltImage(workspace, kind);
  if (!image) throw new ImageBuildFailedError(kind, `left no containers/${kind}/image.json`);
  return image;
}

/** In a process group of its own, so that an interruption reaches the whole of it, once. Answers code or signal. */
function runNx(build: ImageBuild): Promise<number | string> {
  const { workspace, kind, output = 2, signal } = build;
  const args = [findNx(workspace, kind), 'run', `${kind}:image`, ...toArguments(build)];
  const child = spawn(process.execPath, args, { cwd: workspace, stdio: ['ignore', output, output], detached: true });
  const stop = () => killGroup(child.pid);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  return new Promise<number | string>((resolve, reject) => {
    child.once('error', (error) => reject(new ImageBuildFailedError(kind, `did not start: ${error.message}`)));
    child.once('exit', (code, signalName) => resolve(code ?? signalName ?? 'no exit code'));
  }).finally(() => signal?.removeEventListener('abort', stop));
}

/** As `tools/images/build.mjs` takes them. */
function toArguments({ baseImage, nodeImage, reproducible, fresh }: ImageBuild): string[] {
  return [
    ...(baseImage ? [`--base-image=${baseImage}`] : []),
    ...(nodeImage ? [`--node-image=${nodeImage}`] : []),
    ...(reproducible ? ['--reproducible'] : []),
    ...(fresh ? ['--fresh'] : []),
  ];
}

/** The workspace's own Nx: what `npx nx` would find, without a shell and a package manager in between. */
function findNx(workspace: string, kind: ImageKind): string {
  try {
    const manifest = createRequire(join(workspace, 'package.json')).resolve('nx/package.json');
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { nx: string } };
    return join(dirname(manifest), bin.nx);
  } catch {
    throw new ImageBuildFailedError(kind, `found no Nx in ${workspace}: run \`npm ci\` there`);
  }
}

function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGTERM');
  } catch {
    // Nobody was left in it.
  }
}
