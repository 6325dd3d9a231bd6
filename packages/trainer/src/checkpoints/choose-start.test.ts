import { describe, expect, it } from 'vitest';
import { CheckpointMismatchError, NothingToResumeError } from '../errors.js';
import { sampleCheckpoint, sampleOptions } from '../testing/sample-checkpoint.js';
import type { CheckpointState } from './checkpoint-state.js';
import { chooseStart, type FoundCheckpoint, type StartFacts } from './choose-start.js';

const whole = (folder: string, value: CheckpointState): FoundCheckpoint => ({ folder, state: value });
const damaged: FoundCheckpoint = { folder: '/c/slot-b', state: undefined, damage: 'last.pt: ENOENT' };

const facts = (found: FoundCheckpoint[], changes: Partial<StartFacts> = {}): StartFacts => ({
  place: '/c',
  found,
  engine: 'yolov5',
  options: sampleOptions({ epochs: 10 }),
  datasetSha256: 'd',
  classNames: ['hammer', 'drill'],
  ...changes,
});

describe(chooseStart, () => {
  it('starts afresh where there is nothing, without a word', () => {
    expect(chooseStart(facts([]))).toEqual({ kind: 'fresh', notes: [] });
  });

  it('Spot: goes on from the newest checkpoint, and says why it was restarted and where it starts', () => {
    const start = chooseStart(
      facts([whole('/c/slot-a', sampleCheckpoint(3)), whole('/c/slot-b', sampleCheckpoint(4))]),
    );
    expect(start).toMatchObject({ kind: 'resume', folder: '/c/slot-b' });
    expect(start.notes).toEqual([
      'Restarted after an end without warning (killed, or the machine went away). Training goes on at epoch 6 of 10, from /c/slot-b.',
    ]);
  });

  it.each([
    [{ how: 'stopped' } as const, /after a stop \(SIGTERM/],
    [{ how: 'failed', reason: 'DiskFullError: full' } as const, /after a failure \(DiskFullError: full\)/],
  ])('Spot: tells a restart after %j from others', (ended, expected) => {
    expect(chooseStart(facts([whole('/c/slot-a', sampleCheckpoint(3, { ended }))])).notes[0]).toMatch(expected);
  });

  it('Checkpoints: falls back on the one before when the newest is damaged, and says so', () => {
    const start = chooseStart(facts([damaged, whole('/c/slot-a', sampleCheckpoint(3))]));
    expect(start).toMatchObject({ kind: 'resume', folder: '/c/slot-a' });
    expect(start.notes[0]).toBe('/c/slot-b is unusable: last.pt: ENOENT.');
  });

  it('Checkpoints: starts afresh, loudly, when none is usable', () => {
    expect(chooseStart(facts([damaged]))).toEqual({
      kind: 'fresh',
      notes: ['/c/slot-b is unusable: last.pt: ENOENT.', 'No checkpoint is usable, so training starts afresh.'],
    });
  });

  it('Checkpoints: only exports when all epochs are done, and when the run ended early by itself', () => {
    const early = sampleCheckpoint(5, { ended: { how: 'finished' } });
    expect(chooseStart(facts([whole('/c/slot-a', sampleCheckpoint(9))])).kind).toBe('finished');
    expect(chooseStart(facts([whole('/c/slot-a', early)])).kind).toBe('finished');
  });

  it('trains a finished run longer, up to the new number of epochs', () => {
    const found = [whole('/r/slot-a', sampleCheckpoint(9, { ended: { how: 'finished' } }))];
    const longer = facts(found, { options: sampleOptions({ epochs: 20 }), mustGoOn: true });
    expect(chooseStart(longer)).toMatchObject({ kind: 'resume' });
    expect(chooseStart(longer).notes.join(' ')).toContain('The run of 10 epochs is trained longer.');
    expect(() => chooseStart(facts(found, { mustGoOn: true }))).toThrow(/for 10 epochs already.*more than 10/);
  });

  it('goes on from a run that ended early when asked to, also within its epochs', () => {
    const found = [whole('/r/slot-a', sampleCheckpoint(5, { ended: { how: 'finished' } }))];
    expect(chooseStart(facts(found, { mustGoOn: true })).kind).toBe('resume');
  });

  it('refuses to continue a run that left no usable checkpoint', () => {
    expect(() => chooseStart(facts([damaged], { mustGoOn: true }))).toThrow(NothingToResumeError);
  });

  it.each([
    [{ classNames: ['hammer'] }, /classes hammer, drill, now hammer/],
    [{ datasetSha256: 'other' }, /another dataset/],
    [{ engine: 'ultralytics' }, /engine yolov5, now ultralytics/],
    [{ options: sampleOptions({ epochs: 10, optimizer: 'Adam' }) }, /optimizer SGD, now Adam/],
    [{ options: sampleOptions({ epochs: 10, 'single-cls': 'true' }) }, /single-cls unset, now true/],
  ])('refuses a checkpoint of another training: %j', (changes, expected) => {
    const start = () => chooseStart(facts([whole('/c/slot-a', sampleCheckpoint(3))], changes));
    expect(start).toThrow(CheckpointMismatchError);
    expect(start).toThrow(expected);
    expect(start).toThrow(/checkpoint folder of its own/);
  });

  it('advises a continued run with what `--continue` takes', () => {
    const found = [whole('/r/slot-a', sampleCheckpoint(3))];
    const start = () => chooseStart(facts(found, { engine: 'ultralytics', mustGoOn: true }));
    expect(start).toThrow(
      /Pass what they were trained with; or pass their best\.pt as --weights, and leave --continue/,
    );
    expect(start).not.toThrow(/resume/);
  });

  it('refuses another seed where seed chose the validation photos, and says which one to pass', () => {
    const options = sampleOptions({ epochs: 10, seed: 5 });
    const found = [whole('/c/slot-a', sampleCheckpoint(3))];
    const start = () => chooseStart(facts(found, { options, validationSeed: 5 }));
    expect(start).toThrow(CheckpointMismatchError);
    expect(start).toThrow(
      /no validation photos of its own.*are of seed 0: seed 5 chooses others.*Pass seed 0; or start afresh .*resume=false/,
    );
    expect(chooseStart(facts(found, { options })).notes).toContain('seed was 0 and is now 5.');
    expect(chooseStart(facts(found, { validationSeed: 0 })).kind).toBe('resume');
  });

  it('ignores checkpoints, even those of other data, when resume is false', () => {
    const other = whole('/c/slot-a', sampleCheckpoint(3, { datasetSha256: 'other' }));
    expect(chooseStart(facts([other], { resume: false }))).toMatchObject({ kind: 'fresh' });
  });

  it('takes a flag that is off for one that is unset', () => {
    const options = sampleOptions({ epochs: 10, 'single-cls': 'false' });
    expect(chooseStart(facts([whole('/c/slot-a', sampleCheckpoint(3))], { options })).kind).toBe('resume');
  });

  it('Spot: goes on from what the job itself has done though resume is false, and from nothing of another job', () => {
    const found = [
      whole('/c/slot-a', sampleCheckpoint(3, { job: 'garden-2' })),
      whole('/c/slot-b', sampleCheckpoint(8, { job: 'garden-1', datasetSha256: 'other' })),
    ];
    const start = (job?: string) => chooseStart(facts(found, { resume: false, job }));
    expect(start('garden-2')).toMatchObject({ kind: 'resume', folder: '/c/slot-a' });
    expect(start('garden-3')).toEqual({ kind: 'fresh', notes: ['Checkpoints in /c are ignored: resume is false.'] });
    expect(start()).toMatchObject({ kind: 'fresh' });
  });

  it('ignores checkpoints of which no one says whose they are when resume is false', () => {
    const found = [whole('/c/slot-a', sampleCheckpoint(3))];
    expect(chooseStart(facts(found, { resume: false, job: 'garden-2' })).kind).toBe('fresh');
    expect(chooseStart(facts(found, { job: 'garden-2' })).kind).toBe('resume');
  });

  it('says which options changed since', () => {
    const start = chooseStart(
      facts([whole('/c/slot-a', sampleCheckpoint(3))], { options: sampleOptions({ epochs: 10, batch: 4 }) }),
    );
    expect(start.notes).toContain('batch-size was 16 and is now 4.');
  });
});
