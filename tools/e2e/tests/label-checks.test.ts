import { type ParsedLabelFile, parseLabelFile } from '@detectory/dataset';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPython } from '../src/run-python.js';
import { trainingPython } from '../src/workspace.js';

interface Verdict {
  readonly dropped: boolean;
  readonly message: string;
  readonly boxes: readonly (readonly number[])[] | null;
}

const dir = mkdtempSync(join(tmpdir(), 'detectory-labels-'));
const files = join(dir, 'files');
const dropping = ['label-encoding', 'label-columns', 'label-not-number', 'label-out-of-range'];
let verdicts: Record<string, Verdict>;
let ours: readonly (readonly [name: string, ParsedLabelFile])[];

beforeAll(async () => {
  execFileSync(trainingPython, [fileURLToPath(new URL('../python/nasty_labels.py', import.meta.url)), files]);
  verdicts = (await runPython('yolov5_verdicts.py', [join(files, 'images')])) as Record<string, Verdict>;
  ours = readdirSync(join(files, 'labels')).map((name) => [
    basename(name, '.txt'),
    parseLabelFile(readFileSync(join(files, 'labels', name))),
  ]);
});
afterAll(() => rmSync(dir, { recursive: true }));

function namesWhere(holds: (verdict: Verdict, found: ParsedLabelFile) => boolean): string[] {
  return ours.flatMap(([name, found]) => {
    const verdict = verdicts[`${name}.png`];
    return verdict && holds(verdict, found) ? [`${name}: ${verdict.message} / ${JSON.stringify(found.findings)}`] : [];
  });
}

const codesOf = ({ findings }: ParsedLabelFile): string[] => findings.map(({ code }) => code);
const isDropped = (found: ParsedLabelFile): boolean => codesOf(found).some((code) => dropping.includes(code));
const isRepeated = (found: ParsedLabelFile): boolean => codesOf(found).includes('label-rows-repeated');
const sorted = (rows: readonly (readonly number[])[]): string[] =>
  rows.map((row) => row.map((value) => Number(value) + 0).join(' ')).sort();

describe(parseLabelFile, () => {
  it('is put to the test by label files of every kind', () => {
    expect(ours.length).toBeGreaterThan(95);
    expect(Object.keys(verdicts)).toHaveLength(ours.length + 1);
  });

  it('drops exactly what YOLOv5 drops', () => {
    expect(namesWhere((verdict, found) => verdict.dropped !== isDropped(found))).toEqual([]);
  });

  it('finds repeated rows exactly where YOLOv5 warns of them', () => {
    expect(namesWhere((verdict, found) => !verdict.dropped && (verdict.message !== '') !== isRepeated(found))).toEqual(
      [],
    );
  });

  it('keeps exactly the boxes that YOLOv5 keeps, bit for bit', () => {
    expect(namesWhere(({ boxes }, { rows }) => String(sorted(boxes ?? [])) !== String(sorted(rows)))).toEqual([]);
  });
});
