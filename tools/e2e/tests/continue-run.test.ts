import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRun } from '../src/run-bin.js';
import { createTrainingWorld, type TrainingWorld } from '../src/training-world.js';
import { root } from '../src/workspace.js';

let world: TrainingWorld;
beforeAll(async () => {
  world = await createTrainingWorld(12);
});
afterAll(() => world.close());

/** As much of a summary as this test looks at. */
interface Summary {
  readonly model: string;
  readonly nextCommand: string;
}

interface ReadRecord {
  readonly options: Readonly<Record<string, unknown>>;
  readonly epochs: readonly { readonly epoch: number }[];
  readonly resumedFrom?: number;
}

const readRecord = ({ model }: Summary) =>
  JSON.parse(readFileSync(join(model, '..', 'run.json'), 'utf8')) as ReadRecord;

/** As a person does who copies a line into a terminal of another folder. */
async function runLine(line: string): Promise<string> {
  const env = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env['PATH']}` };
  return (await promisify(execFile)('sh', ['-c', line], { cwd: world.work, env })).stdout;
}

describe('the command that a finished run prints to go on', () => {
  it("trains it longer with the run's own options, from its own checkpoint", async () => {
    const out = join(world.work, 'my runs');
    const options = ['--weights', 'none', '--cfg', 'yolov5n', '--imgsz', '64', '--optimizer', 'Adam', '--batch', '4'];
    const quick = ['--epochs', '1', '--workers', '0', '--noplots'];
    const place = ['--data', world.dataset, '--out', out, '--json'];
    const first = JSON.parse(await mustRun('detectory-launch', ['train', ...place, ...options, ...quick])) as Summary;
    const next = JSON.parse(await runLine(`${first.nextCommand} --json`)) as Summary;
    expect(next.model).toBe(join(out, 'dataset-2', 'model.tar.gz'));
    const [before, now] = [readRecord(first), readRecord(next)];
    const settled = {
      weights: 'none',
      cfg: 'yolov5n',
      imgsz: 64,
      optimizer: 'Adam',
      'batch-size': 4,
      preset: 'scratch',
    };
    expect(before.options).toMatchObject({ ...settled, epochs: 1 });
    expect(now.options).toMatchObject({ ...settled, epochs: 11 });
    expect([now.resumedFrom, now.epochs.length]).toEqual([1, 11]);
    // Twelve epochs in all, and as many validations.
  }, 900_000);
});
