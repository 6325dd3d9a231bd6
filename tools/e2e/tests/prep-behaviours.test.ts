import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../src/workspace.js';

interface Behaviour {
  readonly item: string;
  readonly file: string;
  readonly test: string;
}

const place = 'docs/contributing/prep-behaviours.md';
/** Rows of the tables: `| A2.1 | behaviour | file | test |`. */
const behaviours = readFileSync(join(root, place), 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z]\d/.test(line))
  .map((line): Behaviour => {
    const [item = '', , file = '', ...test] = line.slice(2, -1).split(' | ');
    return { item, file: file.replaceAll('`', '').trim(), test: test.join(' | ').trim() };
  });

function holdsTest({ file, test }: Behaviour): boolean {
  if (!existsSync(join(root, file))) return false;
  const source = readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'");
  return ["'", '"', '`'].some((quote) => source.includes(`${quote}${test}${quote},`));
}

describe(place, () => {
  it('names tests that are in the files that it names', () => {
    expect(behaviours.filter((behaviour) => !holdsTest(behaviour))).toEqual([]);
  });

  it('has a test for each item of manifests, YOLO rules, balancing and splitting', () => {
    const numbered = (part: string, count: number): string[] =>
      Array.from({ length: count }, (_, i) => `${part}.${i + 1}`);
    const items = ['A1', ...numbered('A2', 11), 'A3', 'A4', ...numbered('B1', 13), 'B2', 'D1', 'D2', 'D3', 'D4'];
    expect([...new Set(behaviours.map(({ item }) => item))]).toEqual(items);
  });
});
