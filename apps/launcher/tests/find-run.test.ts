import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { AwsError, useLaunchWorld } from './launch-world.js';

const world = useLaunchWorld();
const { launch } = world;
const expired = { 'SageMaker.DescribeTrainingJob': () => new AwsError('ExpiredTokenException', 'It has expired.') };
const ended = join('runs', 'garden-9');
const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

function leaveEnded(target: string): void {
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'model.tar.gz'), '');
}

function leaveFailed(target: string): void {
  mkdirSync(`${target}.failed`, { recursive: true });
  writeFileSync(join(`${target}.failed`, 'failure'), 'LossNotFiniteError: the loss is NaN');
}

/** A run whose terminal was closed. */
async function leaveUnderWay(target: string): Promise<void> {
  const child = spawn('sleep', ['60']);
  children.push(child);
  await once(child, 'spawn');
  const program = { kind: 'process', pid: child.pid };
  const supervisor = { ...program, startedAt: 'long ago' };
  const state = { version: 1, name: 'garden-9', target: join(world.folder, target), program, supervisor };
  mkdirSync(`${target}.partial-1`, { recursive: true });
  writeFileSync(join(`${target}.partial-1`, 'run-state.json'), JSON.stringify(state));
}

describe('a name that AWS knows no job of', () => {
  it('is for watch the run of that name in --out, which is said', async () => {
    leaveFailed(join('mine', 'garden-9'));
    expect(await launch('watch', 'garden-9', '--out', 'mine')).toBe(1);
    expect(world.said()).toMatch(
      /run mine\/garden-9 on this machine: AWS knows no job garden-9\.\n[^]*the loss is NaN/,
    );
  });

  it('is for stop the run of that name in runs, which is said', async () => {
    leaveEnded(ended);
    expect(await launch('stop', 'garden-9')).toBe(0);
    expect(world.said()).toMatch(/run runs\/garden-9 on this machine: AWS knows no job garden-9\.\n/);
    expect(world.printed()).toMatch(/^garden-9 had ended already; its model: .*runs\/garden-9\/model\.tar\.gz\n/);
  });
});

describe('detectory-launch stop of a run that has ended', () => {
  it.each([[[]], [['--no-wait']]])('says so, and where its model is, with %j', async (flags) => {
    leaveEnded(ended);
    expect(await launch('stop', ended, ...flags)).toBe(0);
    expect(world.said()).toBe('');
    expect(world.printed()).toMatch(/^runs\/garden-9 had ended already; its model: .*garden-9\/model\.tar\.gz\n$/);
  });

  it('says so, and why it failed', async () => {
    leaveFailed(ended);
    expect(await launch('stop', ended)).toBe(0);
    expect([world.said(), world.printed()]).toEqual([
      'the loss is NaN\n',
      'runs/garden-9 had ended already without a model.\n',
    ]);
  });
});

describe('a folder that is no run', () => {
  it.each(['stop', 'watch'])('is refused by %s, which says what a run is', async (command) => {
    expect(await launch(command, 'garden')).toBe(1);
    expect(world.said()).toMatch(/^error: There is no run garden: no model\.tar\.gz is in it.* such as runs\/garden-1/);
    expect([world.printed(), world.asked]).toEqual(['', []]);
  });
});

describe('the folder of a run that is not whole', () => {
  it('is for stop the run that goes on in it', async () => {
    await leaveUnderWay(ended);
    expect(await launch('stop', `${ended}.partial-1`)).toBe(0);
    expect(world.printed()).toBe('runs/garden-9.partial-1 has ended without a model.\n');
    expect(children[0]?.signalCode).toBe('SIGTERM');
  });

  it('is for watch the run that failed', async () => {
    leaveFailed(ended);
    expect(await launch('watch', `${ended}.failed`)).toBe(1);
    expect(world.said()).toBe('error: the loss is NaN\n');
  });
});

describe('a name where AWS does not take the credentials', () => {
  const why = /is taken for the run runs\/garden-9 on this machine: AWS did not take .*\(aws sso login\)\.\n/;

  it('is for watch the run of that name, ended or not', async () => {
    world.answers = expired;
    leaveFailed(ended);
    expect(await launch('watch', 'garden-9')).toBe(1);
    expect(world.said()).toMatch(why);
    expect(world.said()).toMatch(/error: the loss is NaN/);
  });

  it("is for stop no run that has ended, so that a job that goes on isn't called stopped", async () => {
    world.answers = expired;
    leaveEnded(ended);
    expect(await launch('stop', 'garden-9')).toBe(1);
    expect(world.said()).toMatch(
      /error: AWS did not take .* Nothing was stopped: .* run runs\/garden-9 on this machine has ended.* give its path/,
    );
    expect(world.printed()).toBe('');
  });

  it('is for stop a run that is under way', async () => {
    world.answers = expired;
    await leaveUnderWay(ended);
    expect(await launch('stop', 'garden-9')).toBe(0);
    expect(world.said()).toMatch(why);
    expect(world.printed()).toBe('garden-9 has ended without a model.\n');
  });
});
