import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertNothingLost } from './assert-nothing-lost.js';

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

  it('refuses the name of a run that ended', async () => {
    mkdirSync(join(folder, 'garden'));
    await expect(assertNothingLost(join(folder, 'garden'))).rejects.toThrow(
      /garden exists already\. Pass another --name/,
    );
  });
});
