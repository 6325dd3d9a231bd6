import { createStorage, type Storage, uploadTree } from '@detectory/storage';
import { drawWorkbench } from '@detectory/workbench';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashTree } from './read-tree.js';
import { type FlakyProxy, startFlakyProxy } from './start-flaky-proxy.js';
import { type Moto, startMoto } from './start-moto.js';
import { mustPrepare } from './prep-process.js';

/** A labelled job on this machine and on S3, the latter behind a proxy that can fail, and a build of it to compare with. */
export interface PrepWorld {
  readonly work: string;
  readonly storage: Storage;
  readonly moto: Moto;
  readonly proxy: FlakyProxy;
  /** What a command needs to reach S3 through the proxy. */
  readonly environment: Record<string, string>;
  /** `build`'s arguments but for `--out`, with everything on this machine or on S3. */
  readonly local: readonly string[];
  readonly remote: readonly string[];
  /** Hashes of an undisturbed build in one process. */
  readonly expectedLocal: Readonly<Record<string, string>>;
  readonly expectedRemote: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export async function createPrepWorld(photos: number): Promise<PrepWorld> {
  const work = mkdtempSync(join(tmpdir(), 'detectory-prep-world-'));
  const drawn = join(work, 'drawn');
  await drawWorkbench({ outDir: drawn, photos, sizePx: 64, seed: 7 });
  const moto = await startMoto();
  await moto.createBucket('jobs');
  const proxy = await startFlakyProxy(moto.environment['AWS_ENDPOINT_URL'] ?? '');
  const environment = { ...moto.environment, AWS_ENDPOINT_URL: proxy.url };
  const keep = { ...process.env };
  Object.assign(process.env, moto.environment);
  const storage = createStorage();
  await uploadTree(storage, drawn, 's3://jobs/drawn');
  const local = toArguments(drawn);
  const remote = toArguments('s3://jobs/drawn');
  await mustPrepare([...local, '--out', join(work, 'expected')]);
  await mustPrepare([...remote, '--out', 's3://jobs/expected'], environment);
  return {
    work,
    storage,
    moto,
    proxy,
    environment,
    local,
    remote,
    expectedLocal: await hashTree(storage, join(work, 'expected')),
    expectedRemote: await hashTree(storage, 's3://jobs/expected'),
    stop: async () => {
      process.env = keep;
      await proxy.stop();
      moto.stop();
      rmSync(work, { recursive: true });
    },
  };
}

function toArguments(root: string): string[] {
  const labels = ['--labels', `${root}/labels.json`, '--images', root, '--yaml-root', '/data'];
  return ['build', `${root}/output.manifest`, ...labels, '--balance', 'max-ratio=2', '--copy', 'copy'];
}

/** Names beside a dataset that a build should not have left. */
export function leftovers(folder: string, out: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith(`.${out}.partial-`));
}
