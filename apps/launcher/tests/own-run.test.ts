import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toExitCode } from '@detectory/terminal';
import type { ProgressEvent } from '@detectory/trainer';
import { createProcessRunner } from '@detectory/trainer/adapters';
import { describe, expect, it } from 'vitest';
import { followOwnRun } from '../src/commands/run/follow-run.js';
import { useLaunchWorld } from './launch-world.js';

const world = useLaunchWorld();

/** In the control program's place: it trains until it is stopped, which may take it very long. */
const program = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
const progress = (event) => appendFileSync(process.env.DETECTORY_PROGRESS_FILE, JSON.stringify(event) + '\\n');
const isDeaf = process.env.TRAINING_JOB_NAME === 'deaf';
let stopping = false;
process.on('SIGTERM', () => {
  stopping = !isDeaf;
  progress({ event: 'warning', message: 'asked to stop' });
});
for (let epoch = 0; !stopping; epoch++) {
  await new Promise((done) => setTimeout(done, 50));
  progress({ event: 'epoch', epoch, train: {}, val: {}, best: true, seconds: 0.05 });
}
writeFileSync(join(process.env.DETECTORY_ML_ROOT, 'model/model.json'), '{}');
`;

/** Trains, with Ctrl-C where `when` says so; answers the exit code, as the command line does, and what was said. */
async function train(name: string, when: (event: ProgressEvent) => boolean) {
  await writeFile('program.mjs', program);
  const onProgress = (event: ProgressEvent): void => void (when(event) && process.emit('SIGINT'));
  const listeners = { onProgress, onLog: () => undefined };
  const hyperparameters = { weights: 'none', cfg: 'yolov5n' };
  const request = { data: 'garden', out: 'runs', name, hyperparameters, ...listeners };
  const runner = createProcessRunner({ program: join(world.folder, 'program.mjs') });
  const started = await runner.start({ ...request, signal: new AbortController().signal });
  const said: string[] = [];
  const note = (text: string): void => void said.push(text);
  try {
    return { code: 0, said, result: await followOwnRun(started, listeners, note) };
  } catch (error) {
    return { code: toExitCode(error), said: [...said, (error as Error).message] };
  }
}

/** Several may be told at once, and each Ctrl-C counts. */
const isFirstEpoch = (event: ProgressEvent): boolean => event.event === 'epoch' && event.epoch === 0;

describe(followOwnRun, () => {
  it('keeps the model of a run that the first Ctrl-C ends', async () => {
    const before = process.listenerCount('SIGINT');
    const { code, said, result } = await train('quick', isFirstEpoch);
    expect([code, said[0]]).toEqual([0, expect.stringContaining('Press Ctrl-C again to give up at once')]);
    expect(existsSync(result?.model ?? '')).toBe(true);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('ends with 130 at the second one, and says that the run was given up', async () => {
    const { code, said } = await train('deaf', (event) => isFirstEpoch(event) || event.event === 'warning');
    expect(code).toBe(130);
    expect(said.slice(1)).toEqual(['Giving up at once.', expect.stringMatching(/^the training was given up at once/)]);
    expect(said.join()).not.toMatch(/memory/);
  });
});
