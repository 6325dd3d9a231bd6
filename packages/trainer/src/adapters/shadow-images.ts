import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { toLabelPath } from '@detectory/dataset';
import { applyEdits, checkImage } from '@detectory/imaging';
import { mapConcurrently } from '@detectory/storage';

export interface Shadowing {
  /** A folder of the run's own. */
  readonly folder: string;
  /** Images of which YOLOv5 gets a mended copy. */
  readonly rewritten: ReadonlySet<string>;
  /** All images get a place in the folder, because YOLOv5 writes its disk cache beside them. */
  readonly all: boolean;
  /** Every box becomes class 0. */
  readonly singleClass: boolean;
}

/**
 * Images as YOLOv5 gets to see them, so that it never writes into a channel, which may be mounted read-only: links in the
 * run's own folder, and mended copies, each with its label. An image that needs neither stays where it is.
 */
export async function shadowImages(
  images: readonly string[],
  split: string,
  shadowing: Shadowing,
): Promise<readonly string[]> {
  const { rewritten, all, singleClass } = shadowing;
  return mapConcurrently(images, async (image, index) => {
    if (!all && !singleClass && !rewritten.has(image)) return image;
    const place = join(shadowing.folder, 'images', split, String(index), basename(image));
    await provideImage(image, place, rewritten.has(image));
    await provideLabel(toLabelPath(image), toLabelPath(place), singleClass);
    return place;
  });
}

async function provideImage(image: string, place: string, isRewritten: boolean): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  if (!isRewritten) return symlink(image, place);
  const bytes = await readFile(image);
  await writeFile(place, applyEdits(bytes, checkImage(bytes).edits));
}

async function provideLabel(label: string, place: string, singleClass: boolean): Promise<void> {
  const text = await readFile(label, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  await mkdir(dirname(place), { recursive: true });
  if (!singleClass) return symlink(label, place);
  await writeFile(place, text.replaceAll(/^[ \t]*[^\s]+/gm, '0'));
}
