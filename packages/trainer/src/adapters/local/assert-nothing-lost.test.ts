import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leaveKilledRun } from '../../../tests/sample-run.js';
import { assertNothingLost } from './assert-nothing-lost.js';
import { identifyProcess } from './process-identity.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'detectory-lost-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe(assertNothingLost, () => {
  it('refuses to begin anew over the checkpoints of a run that failed, and says how to go on', async () => {
    const slot = join(folder, 'garden.failed', 'checkpoints', 'slot-a');
    mkdirSync(slot, { recursive: true });
    await assertNothingLost(join(folder, 'garden'));
    writeFileSync(join(slot, 'state.json'), '{}');
    await expect(assertNothingLost(join(folder, 'garden'))).rejects.toThrow(
      /garden\.failed holds the checkpoints .*--resume --name garden/,
    );
    await assertNothingLost(join(folder, 'garden-2'));
  });

  it('refuses to begin anew beside the checkpoints of a run that was killed, and only where there are any', async () => {
    const killed = await leaveKilledRun(join(folder, 'garden'), { number: 7, epochs: 2 });
    await expect(assertNothingLost(join(folder, 'garden'))).rejects.toThrow(
      /garden\.partial-7 holds the checkpoints of a run that was killed\. .*--resume --name garden;/,
    );
    rmSync(join(killed, 'ml', 'checkpoints'), { recursive: true });
    await assertNothingLost(join(folder, 'garden'));
  });

  it('refuses the name of a run that is under way', async () => {
    const killed = await leaveKilledRun(join(folder, 'garden'), { number: 7, epochs: 2 });
    const state = JSON.parse(readFileSync(join(killed, 'run-state.json'), 'utf8')) as object;
    const supervisor = identifyProcess(process.pid);
    writeFileSync(join(killed, 'run-state.json'), JSON.stringify({ ...state, supervisor }));
    await expect(assertNothingLost(join(folder, 'garden'))).rejects.toThrow(/is under way \(process \d+\)/);
  });

  it('refuses the name of a run that ended', async () => {
    mkdirSync(join(folder, 'garden'));
    await expect(assertNothingLost(join(folder, 'garden'))).rejects.toThrow(
      /garden exists already\. Pass another --name/,
    );
  });
});
