import { applyEdits, checkImage, DefectiveImageError, type FlawCode, ImagingError } from '@detectory/imaging';
import { assertDecodes } from '@detectory/imaging/sharp';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPython } from '../src/run-python.js';
import { pythonOf } from '../src/workspace.js';

/** What verify_image_label and cv2.imread make of one file. */
interface Verdict {
  readonly dropped: boolean;
  readonly message: string;
  readonly rewritten: boolean;
  readonly warnings: readonly string[];
  /** YOLOv5's exif_size. */
  readonly shape: readonly number[] | null;
  /** Width and height of what OpenCV read. */
  readonly pixels: readonly number[] | null;
}

type Verdicts = Readonly<Record<string, Verdict>>;

interface Ours {
  readonly defect?: string;
  readonly flaws: readonly FlawCode[];
  /** The size in which the trainer will see the mended image. */
  readonly size?: readonly number[];
  readonly mended?: Uint8Array;
}

const dir = mkdtempSync(join(tmpdir(), 'detectory-nasty-'));
const files = join(dir, 'files');
const mended = join(dir, 'mended');
let verdicts: Verdicts;
let verdictsOfMended: Verdicts;
let ours: Map<string, Ours>;

beforeAll(async () => {
  execFileSync(pythonOf('training'), [fileURLToPath(new URL('../python/nasty_images.py', import.meta.url)), files]);
  ours = new Map();
  for (const name of readdirSync(files).sort()) ours.set(name, await check(readFileSync(join(files, name))));
  mkdirSync(mended);
  for (const [name, { mended: bytes }] of ours) if (bytes) writeFileSync(join(mended, name), bytes);
  [verdicts, verdictsOfMended] = await judge(files, mended);
});
afterAll(() => rmSync(dir, { recursive: true }));

/** YOLOv5 may rewrite what it reads, so it gets copies; of both folders in one process, as it needs seconds to be imported. */
async function judge(first: string, second: string): Promise<[Verdicts, Verdicts]> {
  const [copy, other] = [`${first}-copy`, `${second}-copy`];
  cpSync(first, copy, { recursive: true });
  cpSync(second, other, { recursive: true });
  const judged = (await runPython('yolov5_verdicts.py', [copy, other])) as Record<string, Verdicts>;
  return [judged[copy] ?? {}, judged[other] ?? {}];
}

async function check(bytes: Uint8Array): Promise<Ours> {
  try {
    const { header, flaws, edits, trainerOrientation } = checkImage(bytes);
    await assertDecodes(bytes, header.format);
    const stored = [header.storedWidthPx, header.storedHeightPx];
    return {
      flaws: flaws.map(({ code }) => code),
      size: trainerOrientation >= 5 ? stored.reverse() : stored,
      ...(edits.length > 0 && { mended: applyEdits(bytes, edits) }),
    };
  } catch (error) {
    if (error instanceof DefectiveImageError) return { defect: error.defect, flaws: [] };
    if (error instanceof ImagingError) return { defect: error.code, flaws: [] };
    throw error;
  }
}

function isSilent({ dropped, message, rewritten, warnings, pixels }: Verdict): boolean {
  return !dropped && message === '' && !rewritten && warnings.length === 0 && pixels !== null;
}

/** Names of the files for which a statement holds, so that a failure shows which. */
function filesWhere(holds: (verdict: Verdict, found: Ours) => boolean): string[] {
  return [...ours].filter(([name, found]) => verdicts[name] && holds(verdicts[name], found)).map(([name]) => name);
}

/** These change nothing for YOLOv5's own check; the size that it believes, or the frame, is what is wrong. */
const isSeen = (code: FlawCode): boolean => code !== 'exif-unclear';

describe(checkImage, () => {
  it('is put to the test by files of every kind', () => {
    expect(ours.size).toBeGreaterThan(2100);
    expect(Object.keys(verdicts)).toHaveLength(ours.size);
    expect(filesWhere((verdict) => isSilent(verdict)).length).toBeGreaterThan(700);
  });

  it('passes no file that YOLOv5 drops, re-encodes or warns of, or that OpenCV does not open', () => {
    expect(filesWhere((verdict, { defect, flaws }) => !defect && !flaws.some(isSeen) && !isSilent(verdict))).toEqual(
      [],
    );
  });

  it('refuses or faults no file that YOLOv5 takes silently', () => {
    expect(
      filesWhere((verdict, { defect, flaws }) => (defect !== undefined || flaws.some(isSeen)) && isSilent(verdict)),
    ).toEqual([]);
  });

  it('finds every file whose size YOLOv5 and OpenCV see differently', () => {
    const differs = ({ shape, pixels }: Verdict): boolean => String(shape) !== String(pixels);
    expect(filesWhere((verdict, { defect, flaws }) => !defect && flaws.length === 0 && differs(verdict))).toEqual([]);
  });

  it('mends files so that YOLOv5 takes them silently, in the size that our labels refer to', () => {
    expect(Object.keys(verdictsOfMended).length).toBeGreaterThan(100);
    const wrong = Object.entries(verdictsOfMended).filter(
      ([name, verdict]) =>
        !isSilent(verdict) ||
        String(verdict.pixels) !== String(ours.get(name)?.size) ||
        String(verdict.shape) !== String(verdict.pixels),
    );
    expect(wrong).toEqual([]);
  });
});
