import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeDataset } from '../../../tests/sample-run.js';
import { toMlPaths } from '../../contract/ml-paths.js';
import { WeightsNotFoundError } from '../../errors.js';
import { layOutRun } from './lay-out-run.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detectory-layout-'));
  await writeDataset(join(folder, 'data'));
  vi.stubEnv('DETECTORY_WEIGHTS_DIR', folder);
  vi.stubEnv('XDG_CACHE_HOME', folder);
  vi.stubEnv('DETECTORY_WEIGHTS_URL', 'http://127.0.0.1:9');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** Answers the channels and the hyperparameters that the control program would get. */
async function layOut(hyperparameters: Record<string, string>, resume: boolean) {
  const paths = toMlPaths(join(folder, 'ml'));
  const ignored = { onProgress: () => undefined, onLog: () => undefined, signal: new AbortController().signal };
  const request = { data: join(folder, 'data'), out: folder, name: 'garden', hyperparameters, resume, ...ignored };
  const links = await layOutRun(paths, request, paths.channels);
  const given = JSON.parse(await readFile(paths.hyperparameters, 'utf8')) as Record<string, string>;
  return { channels: links.map(({ at }) => at), given };
}

describe(layOutRun, () => {
  it('looks for no weights where a run goes on from its checkpoint, and leaves their name to it', async () => {
    await expect(layOut({}, false)).rejects.toThrow(WeightsNotFoundError);
    expect(await layOut({}, true)).toEqual({ channels: ['training'], given: { weights: 'yolov5s.pt' } });
    expect(await layOut({ weights: 'none' }, true)).toMatchObject({ given: { weights: 'none' } });
  });

  it('refuses a path to weights that leads nowhere also then', async () => {
    await expect(layOut({ weights: './gone.pt' }, true)).rejects.toThrow(/no weights at \.\/gone\.pt/);
  });

  it('leaves files their own names, by which a run that goes on knows its network', async () => {
    const [cfg, hyp] = [join(folder, 'mine.yaml'), join(folder, 'hyp', 'mine.yaml')] as const;
    await mkdir(join(folder, 'hyp'));
    for (const file of [cfg, hyp]) await writeFile(file, '');
    const { channels, given } = await layOut({ weights: 'none', cfg, hyp }, false);
    expect(channels).toEqual(['training', 'config/hyp/mine.yaml', 'config/cfg/mine.yaml']);
    expect(given).toMatchObject({ cfg: join(toMlPaths(join(folder, 'ml')).channels, 'config/cfg/mine.yaml') });
  });
});
