import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDockerRunner } from '../src/adapters/create-docker-runner.js';
import { assertResumable } from '../src/adapters/local/assert-resumable.js';
import { attachLocalRun } from '../src/adapters/local/attach-local-run.js';
import type { ContainerHost } from '../src/runner/local/container-host.js';
import { leaveKilledRun, modelFiles, writeDataset } from './sample-run.js';

let folder: string;
let target: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detectory-containers-'));
  target = join(folder, 'runs', 'garden');
  await writeDataset(join(folder, 'data'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const isDown = () => Promise.reject(new Error('No container engine answers at unix:///nowhere. Start Docker.'));
const listeners = { onProgress: () => undefined, onLog: () => undefined };
const request = () => ({
  data: join(folder, 'data'),
  hyperparameters: { weights: 'none', cfg: 'yolov5n', epochs: '3' },
  out: join(folder, 'runs'),
  name: 'garden',
  signal: new AbortController().signal,
  ...listeners,
});

/** An engine whose containers make a model at once; what is given takes the place of its answers. */
function toHost(changed: Partial<ContainerHost> = {}): ContainerHost {
  const ids = new Set<string>();
  return {
    start: async ({ mounts: [ml] }) => {
      for (const [name, text] of Object.entries(modelFiles())) await writeFile(join(ml!.source, 'model', name), text);
      ids.add('new');
      return 'new';
    },
    copyLogs: (_, file) => writeFile(file, 'done\n'),
    exists: (id) => Promise.resolve(ids.has(id)),
    wait: () => Promise.resolve(0),
    stop: () => Promise.resolve(),
    remove: (id) => Promise.resolve(void ids.delete(id)),
    hasGpus: () => Promise.resolve(false),
    ...changed,
  };
}
const toRunner = (host: ContainerHost) =>
  createDockerRunner({ image: 'training', shmSize: '1g', network: 'none' }, host);
const outOfSight = () =>
  `Whether the run ${target} goes on isn't known: No container engine answers at unix:///nowhere. Start Docker. Once`;

describe(createDockerRunner, () => {
  it('makes the folder of a run whole, and removes its container', async () => {
    const host = toHost();
    const { model } = await toRunner(host).run(request());
    expect(existsSync(model)).toBe(true);
    expect(await host.exists('new')).toBe(false);
  });

  it('says so where the engine fails during the run, which can be watched later', async () => {
    const started = await toRunner(toHost({ wait: isDown })).start(request());
    await expect(started.follow(listeners)).rejects.toThrow(outOfSight());
    expect(await readdir(join(folder, 'runs'))).toEqual([expect.stringMatching(/^garden\.partial-/)]);
  });

  it('goes on with --resume where the container of a killed run was removed', async () => {
    await leaveKilledRun(target, { number: 1, epochs: 2, container: 'old' });
    await assertResumable(request(), () => toHost());
    const { model } = await toRunner(toHost()).run({ ...request(), resume: true });
    expect(existsSync(model)).toBe(true);
    expect(await readdir(join(folder, 'runs'))).toEqual(['garden']);
  });

  it('begins no run where one of its name may be under way', async () => {
    await leaveKilledRun(target, { number: 1, epochs: 2, container: '0123456789abcdef' });
    const there = toRunner(toHost({ exists: () => Promise.resolve(true) }));
    await expect(there.start(request())).rejects.toThrow('is under way (container 0123456789ab)');
    await expect(toRunner(toHost({ exists: isDown })).start(request())).rejects.toThrow(outOfSight());
  });
});

describe(attachLocalRun, () => {
  it('ends a run whose container was removed, and keeps its checkpoints', async () => {
    await leaveKilledRun(target, { number: 1, epochs: 2, container: 'old' });
    const run = await attachLocalRun(target, () => toHost());
    expect(run.isUnderWay).toBe(false);
    await expect(run.follow(listeners)).rejects.toThrow(/left no model.* --resume --name garden$/);
    expect(existsSync(join(`${target}.failed`, 'checkpoints', 'slot-a', 'state.json'))).toBe(true);
  });

  it('says so where the engine does not answer, at once or later, and leaves the run as it is', async () => {
    await leaveKilledRun(target, { number: 1, epochs: 2, container: 'old' });
    await expect(attachLocalRun(target, () => toHost({ exists: isDown }))).rejects.toThrow(outOfSight());
    const exists = vi.fn<ContainerHost['exists']>(isDown).mockResolvedValueOnce(true);
    const run = await attachLocalRun(target, () => toHost({ exists }));
    expect(run.isUnderWay).toBe(true);
    await expect(run.follow(listeners)).rejects.toThrow(outOfSight());
    expect(await readdir(join(folder, 'runs'))).toEqual(['garden.partial-1']);
  });
});
