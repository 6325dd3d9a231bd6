import { type ParsedLabelFile, parseLabelFile } from '@detectory/dataset';
import { checkDataset } from '@detectory/dataset/adapters';
import { createStorage } from '@detectory/storage';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPython } from '../src/run-python.js';
import { pythonOf } from '../src/workspace.js';

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
  execFileSync(pythonOf('training'), [fileURLToPath(new URL('../python/nasty_labels.py', import.meta.url)), files]);
  const images = join(files, 'images');
  const judged = (await runPython('yolov5_verdicts.py', [images])) as Record<string, Record<string, Verdict>>;
  verdicts = judged[images] ?? {};
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

/** Datasets that YOLOv5 refuses: their data.yaml, the code of our error, and what YOLOv5 says. */
const refused = [
  ['no-names.yaml', 'train: files/images\nval: files/images\n', 'yaml-invalid', 'names'],
  ['word-keys.yaml', 'train: files/images\nval: files/images\nnames: {a: b}\n', 'yaml-invalid', 'integers'],
  ['no-val.yaml', 'train: files/images\nval: files/elsewhere\nnames: [a]\n', 'split-missing', 'Dataset not found'],
  ['empty.yaml', 'train: none\nval: files/images\nnames: [a]\n', 'split-empty', 'No images found'],
] as const;

describe(checkDataset, () => {
  const accepted = join(dir, 'all.yaml');
  let loaded: Readonly<Record<string, object>>;

  /** YOLOv5 looks at all of them in one process: it needs seconds to be imported. */
  beforeAll(async () => {
    mkdirSync(join(dir, 'none'));
    writeFileSync(join(dir, 'none', 'readme.md'), '');
    const texts = [['all.yaml', 'train: files/images\nval: files/images\nnames: [a]\n'], ...refused];
    for (const [name = '', text] of texts) writeFileSync(join(dir, name), `path: ${dir}\n${text}`);
    const yamls = texts.map(([name = '']) => join(dir, name));
    loaded = (await runPython('yolov5_dataset.py', yamls)) as typeof loaded;
  });

  it("counts images, boxes, backgrounds and dropped images as YOLOv5's loader does", async () => {
    const { splits } = await checkDataset({ storage: createStorage(), dataset: accepted });
    expect(splits.train).toEqual(loaded[accepted]);
  });

  it.each(refused)('finds an error in %s where YOLOv5 refuses it', async (name, _, code, refusal) => {
    const yaml = join(dir, name);
    const { findings } = await checkDataset({ storage: createStorage(), dataset: yaml });
    expect(findings.filter(({ level }) => level === 'error').map((group) => group.code)).toContain(code);
    expect(loaded[yaml]).toMatchObject({ refusal: expect.stringContaining(refusal) as string });
  });
});
