import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attachLocalRun } from '../src/adapters/local/attach-local-run.js';
import { createProcessRunner } from '../src/adapters/create-process-runner.js';
import type { ProgressEvent } from '../src/control/progress-channel.js';
import type { RunListeners, RunRequest } from '../src/runner/run-request.js';
import { leaveKilledRun, layOutRuns } from './sample-run.js';

let folder: string;
let program: string;
beforeEach(async () => {
  ({ folder, program } = await layOutRuns('detectory-names-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const noHost = (): never => {
  throw new Error('no container takes part');
};
const quiet: RunListeners = { onProgress: () => undefined, onLog: () => undefined };

function request(mode: string, changed: Partial<RunRequest> = {}): RunRequest {
  return {
    data: join(folder, 'data'),
    hyperparameters: { weights: 'none', cfg: 'yolov5n', epochs: '3', 'overfit-patience': mode },
    out: join(folder, 'runs'),
    name: 'garden',
    signal: new AbortController().signal,
    ...quiet,
    ...changed,
  };
}

describe(createProcessRunner, () => {
  it('tells which checkpoint a run goes on from, by the name that it has beside the run', async () => {
    const killed = await leaveKilledRun(join(folder, 'runs', 'garden'), { number: 1, epochs: 2 });
    const told: ProgressEvent[] = [];
    const onProgress = (event: ProgressEvent): void => void told.push(event);
    await createProcessRunner({ program }).run(request('12', { resume: true, onProgress }));
    const from = join(killed, 'ml', 'checkpoints', 'slot-a', 'last.pt');
    expect(told).toContainEqual({ event: 'resumed', epoch: 1, epochs: 3, from });
  });

  it('says why a run failed with the names that its caller knows, also to who asks later', async () => {
    const checkpoints = join(folder, 'old', 'checkpoints');
    await mkdir(checkpoints, { recursive: true });
    const kept = join(folder, 'runs', 'garden.failed');
    const told = `unlike ${checkpoints}/slot-a, and ${kept}/checkpoints`;
    const failed = createProcessRunner({ program }).run(request('16', { channels: { checkpoint: checkpoints } }));
    await expect(failed).rejects.toThrow(told);
    expect(await readFile(join(kept, 'failure'), 'utf8')).toBe(`CheckpointMismatchError: ${told}`);
    const attached = await attachLocalRun(join(folder, 'runs', 'garden'), noHost);
    await expect(attached.follow(quiet)).rejects.toThrow(told);
  });
});

describe(attachLocalRun, () => {
  it('packs the model of a run whose request is damaged', async () => {
    const partial = join(folder, 'runs', 'garden.partial-1', 'ml');
    await leaveKilledRun(join(folder, 'runs', 'garden'), { number: 1, epochs: 2 });
    for (const name of ['model', 'output/data']) await mkdir(join(partial, name), { recursive: true });
    await writeFile(join(partial, 'model', 'model.json'), '{}');
    await writeFile(join(partial, '..', 'run-request.json'), '{"data":');
    const { follow } = await attachLocalRun(join(folder, 'runs', 'garden'), noHost);
    expect((await follow(quiet)).model).toBe(join(folder, 'runs', 'garden', 'model.tar.gz'));
  });
});
