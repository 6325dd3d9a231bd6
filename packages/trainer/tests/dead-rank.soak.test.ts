import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { trainOnTwoRanks } from './train-on-ranks.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-dead-rank-'));
afterAll(() => rmSync(work, { recursive: true }));

/** Living processes of this test that torchrun started as that rank. */
function findRank(rank: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const isOurs = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('ddp_on_cpu.py');
        return isOurs && readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`RANK=${rank}`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe('a rank that dies', () => {
  it('Multi-node launch: ends all of them with the cause, and leaves nobody behind', async () => {
    let killedAt = 0;
    const training = trainOnTwoRanks(work, {
      onEvent: (event) => {
        if (event.event !== 'epoch' || killedAt > 0) return;
        killedAt = Date.now();
        for (const pid of findRank(1)) process.kill(pid, 'SIGKILL');
      },
    });
    await expect(training).rejects.toMatchObject({
      name: 'OutOfMemoryError',
      message: expect.stringMatching(/one of the processes that train together was killed/) as string,
    });
    expect(Date.now() - killedAt).toBeLessThan(60_000);
    expect([...findRank(0), ...findRank(1)]).toEqual([]);
  }, 300_000);
});
