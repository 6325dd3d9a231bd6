import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRun } from '../src/run-bin.js';
import { runPython } from '../src/run-python.js';

type Frame = 'stored' | 'displayed';
type Placed = { readonly size: readonly [number, number]; readonly box: readonly [number, number, number, number] };

/** A photo with a red rectangle, whose place is known in both frames. */
interface Photo extends Readonly<Record<Frame, Placed>> {
  readonly name: string;
  readonly format: string;
  readonly orientation: number;
  readonly isSquare: boolean;
}

const dir = mkdtempSync(join(tmpdir(), 'detectory-exif-'));
const sources = join(dir, 'photos');
let photos: readonly Photo[];
let hashesBefore: readonly string[];
let sets: Readonly<Record<Name, Built>>;
/** For each set's folder and photo, how well its label covers the rectangle for each reader. */
let overlaps: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;

type Name = 'stored' | 'swapped' | 'unsized' | 'told stored' | 'told displayed' | 'left';

/** The readers look at all sets in one process: it needs seconds to import YOLOv5. */
beforeAll(async () => {
  photos = (await runPython('exif_photos.py', [sources])) as Photo[];
  hashesBefore = hashSources();
  sets = {
    stored: await build(photos, 'stored'),
    swapped: await build(photos.filter(swapsSides), 'displayed'),
    unsized: await build(photos, 'stored', { hasSize: false }),
    'told stored': await build(photos, 'stored', { flags: ['--exif', 'stored'] }),
    'told displayed': await build(photos, 'displayed', { flags: ['--exif', 'displayed'] }),
    left: await build(photos.filter(isLeftReadable), 'stored', { flags: ['--copy', 'none'] }),
  };
  for (const { name } of photos.filter(isLeftReadable)) cpSync(join(sources, name), join(sets.left.images, name));
  const folders = Object.values(sets).map(({ images }) => images);
  overlaps = (await runPython('label_overlap.py', folders)) as typeof overlaps;
});
afterAll(() => rmSync(dir, { recursive: true }));

function hashSources(): string[] {
  return readdirSync(sources).map(
    (name) =>
      `${name} ${createHash('sha256')
        .update(readFileSync(join(sources, name)))
        .digest('hex')}`,
  );
}

function toLine({ name, ...photo }: Photo, frame: Frame, hasSize: boolean): string {
  const { size, box } = photo[frame];
  const [left, top, width, height] = box;
  return JSON.stringify({
    'source-ref': `s3://photos/${name}`,
    job: {
      annotations: [{ class_id: 0, left, top, width, height }],
      ...(hasSize && { image_size: [{ width: size[0], height: size[1], depth: 3 }] }),
    },
    'job-metadata': { type: 'groundtruth/object-detection', 'class-map': { 0: 'red' }, objects: [{ confidence: 0 }] },
  });
}

interface Built {
  readonly images: string;
  readonly notes: Readonly<Record<string, number>>;
}

/** One split with all of them, through the command that a user runs. */
async function build(
  chosen: readonly Photo[],
  frame: Frame,
  { hasSize = true, flags = [] as string[] } = {},
): Promise<Built> {
  const out = mkdtempSync(join(dir, 'set-'));
  const manifest = `${out}.manifest`;
  writeFileSync(manifest, chosen.map((photo) => `${toLine(photo, frame, hasSize)}\n`).join(''));
  const words = ['build', manifest, '--images', sources, '--split', '100/0/0', '--out', out, '--json', ...flags];
  const { notes } = JSON.parse(await mustRun('detectory-prep', words)) as { notes: Record<string, number> };
  return { images: join(out, 'images', 'train'), notes };
}

/** Photos whose label misses the rectangle in what OpenCV or YOLOv5's loader gives; a pixel's blur at the edges is allowed. */
function findMisses({ images }: Built, expected: readonly Photo[]): string[] {
  const found = overlaps[images] ?? {};
  expect(Object.keys(found).sort()).toEqual(expected.map(({ name }) => name).sort());
  return Object.entries(found).flatMap(([name, ious]) =>
    Object.entries(ious).flatMap(([reader, iou]) => (iou > 0.8 ? [] : [`${name} by ${reader}: ${iou}`])),
  );
}

const swapsSides = ({ orientation, isSquare }: Photo): boolean => orientation >= 5 && !isSquare;
const isTurned = ({ orientation }: Photo): boolean => orientation > 1;
const isLeftReadable = ({ format, orientation }: Photo): boolean => format !== 'tif' || orientation < 5;

describe('labels of photos with EXIF orientation, in every format that carries one', () => {
  it('cover the object when image_size is the stored one', () => {
    const built = sets.stored;
    expect(findMisses(built, photos)).toEqual([]);
    expect(built.notes['exif-undecidable']).toBe(
      photos.filter((photo) => isTurned(photo) && !swapsSides(photo)).length,
    );
    expect(built.notes['exif-displayed']).toBeUndefined();
  });

  it('cover the object when image_size is the displayed one, for orientations that swap the sides', () => {
    const chosen = photos.filter(swapsSides);
    const built = sets.swapped;
    expect(findMisses(built, chosen)).toEqual([]);
    expect(built.notes).toMatchObject({ 'exif-displayed': chosen.length });
    expect(built.notes['exif-undecidable']).toBeUndefined();
  });

  it('cover the object when there is no image_size: the stored frame is taken, and said to be a guess', () => {
    const built = sets.unsized;
    expect(findMisses(built, photos)).toEqual([]);
    expect(built.notes['exif-undecidable']).toBe(photos.filter(isTurned).length);
  });

  it.each(['stored', 'displayed'] as const)('cover the object in the frame that --exif %s names', (frame) => {
    const built = sets[`told ${frame}`];
    expect(findMisses(built, photos)).toEqual([]);
    expect(built.notes['exif-undecidable']).toBeUndefined();
  });

  it('cover the object in the sources as they lie, which --copy none leaves to others', () => {
    const built = sets.left;
    expect(findMisses(built, photos.filter(isLeftReadable))).toEqual([]);
    expect(built.notes['exif-removed']).toBeUndefined();
  });

  it('come with a copy, never a link, where the tag has to go, and no source changes', async () => {
    const { images, notes } = await build(photos, 'stored', { flags: ['--copy', 'link'] });
    const copied = readdirSync(images).filter(
      (name) => statSync(join(images, name)).ino !== statSync(join(sources, name)).ino,
    );
    const mustGo = photos.filter(
      (photo) =>
        (photo.format === 'webp' && isTurned(photo)) ||
        (photo.format === 'tif' && photo.orientation >= 5) ||
        ([5, 7].includes(photo.orientation) && !photo.isSquare && photo.format !== 'webp' && photo.format !== 'tif'),
    );
    expect(copied.sort()).toEqual(mustGo.map(({ name }) => name).sort());
    expect(notes['exif-removed']).toBe(mustGo.length);
    expect(hashSources()).toEqual(hashesBefore);
  });
});
