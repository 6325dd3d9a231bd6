import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toPartialRun } from './run-folder.js';
import { findCheckpoints } from './take-checkpoints.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'detectory-take-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe(findCheckpoints, () => {
  it.each(['ml/checkpoints', 'checkpoints'])('finds those that a killed run has in %s', async (place) => {
    const killed = toPartialRun(join(folder, 'garden.partial-1'));
    const checkpoints = join(killed.folder, place);
    mkdirSync(join(checkpoints, 'slot-a'), { recursive: true });
    writeFileSync(join(checkpoints, 'slot-a', 'state.json'), '{}');
    expect(await findCheckpoints(join(folder, 'garden'), [killed])).toBe(checkpoints);
  });

  it('says that there are none', async () => {
    await expect(findCheckpoints(join(folder, 'garden'), [])).rejects.toThrow(
      /no run that becomes .*garden was killed/,
    );
  });
});
