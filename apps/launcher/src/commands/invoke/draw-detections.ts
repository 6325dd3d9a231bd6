import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import type { InvocationRecord } from '@detectory/deployer';
import { drawBoxes } from '@detectory/imaging/sharp';

export async function prepareDrawFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
}

/** Writes the photo with its boxes as a JPEG named after it; answers the path. */
export async function draw(
  bytes: Uint8Array,
  image: string,
  detections: readonly InvocationRecord[],
  folder: string,
): Promise<string> {
  const boxes = detections.map((record) => ({
    ...record,
    label: `${record.name} ${record.confidence.toFixed(2)}`,
    colorIndex: record.class,
  }));
  const file = join(folder, `${parse(basename(image)).name}.jpg`);
  const partial = `${file}.partial`;
  await writeFile(partial, await drawBoxes(bytes, boxes));
  await rename(partial, file);
  return file;
}
