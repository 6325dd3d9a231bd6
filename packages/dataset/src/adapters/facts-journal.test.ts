import { createStorage } from '@detectory/storage';
import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFactsJournal, type FactsEntry, readFacts } from './facts-journal.js';

const storage = createStorage();
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detectory-facts-'));
});
afterEach(() => rm(folder, { recursive: true }));

function entry(at: number): FactsEntry {
  const header = { format: 'png', storedWidthPx: 64, storedHeightPx: 48, orientation: 1 } as const;
  return {
    at,
    facts: {
      header,
      sha256: `${at}`,
      sizeBytes: at,
      trainerOrientation: 1,
      openCvOrientation: 1,
      flaws: [],
      mustMend: false,
      uri: `s3://b/${at} %?#`,
    },
  };
}

async function readAll(): Promise<{ entries: FactsEntry[]; segments: number }> {
  const entries: FactsEntry[] = [];
  const segments = await readFacts({ storage, folder }, (one) => void entries.push(one));
  return { entries, segments };
}

describe(createFactsJournal, () => {
  it('gives back what it kept, and numbers its segments after those of earlier runs', async () => {
    const first = createFactsJournal({ storage, folder }, 0);
    for (let at = 0; at < 60; at++) await first.add(entry(at));
    await first.flush();
    const { entries, segments } = await readAll();
    expect(entries).toEqual(Array.from({ length: 60 }, (_, at) => entry(at)));
    const second = createFactsJournal({ storage, folder }, segments);
    await second.add(entry(60));
    await second.flush();
    expect((await readAll()).entries).toHaveLength(61);
    expect(await readdir(folder)).toHaveLength(segments + 1);
  });

  it('has written the first images long before the end, so that a kill leaves something', async () => {
    const journal = createFactsJournal({ storage, folder }, 0);
    for (let at = 0; at < 16; at++) await journal.add(entry(at));
    expect((await readAll()).entries).toHaveLength(16);
  });
});

describe(readFacts, () => {
  it('passes over lines that are cut off or no facts, and files that are no segments', async () => {
    const journal = createFactsJournal({ storage, folder }, 0);
    await journal.add(entry(0));
    await journal.flush();
    await appendFile(join(folder, '000000.jsonl'), '{"at":1}\n[]\nnull\n{"at":2,"facts":{"sha256":"x","ur');
    await writeFile(join(folder, '000001.jsonl.partial-0a'), `${JSON.stringify(entry(3))}\n`);
    expect(await readAll()).toEqual({ entries: [entry(0)], segments: 1 });
  });

  it('finds nothing where no run has been', async () => {
    expect(await readFacts({ storage, folder: join(folder, 'none') }, () => undefined)).toBe(0);
  });
});
