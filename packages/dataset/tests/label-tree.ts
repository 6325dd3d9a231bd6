import { createStorage } from '@detectory/storage';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterEach } from 'vitest';
import { readLabelSources, type ReadLabelSourcesOptions } from '../src/adapters/index.js';
import { makePng } from './make-image.js';
import { writeTree } from './write-tree.js';

const dirs: string[] = [];
afterEach(async () => {
  for (const dir of dirs.splice(0)) await rm(dir, { recursive: true });
});

/** A folder with these files, for one test. */
export async function tree(files: Readonly<Record<string, unknown>>): Promise<string> {
  const dir = await writeTree(files);
  dirs.push(dir);
  return dir;
}

export interface ShortLabels {
  readonly format: string;
  readonly classes: readonly string[];
  /** The source-ref and the boxes of each image. */
  readonly images: readonly unknown[];
  readonly problems: readonly string[];
  readonly notes: unknown;
  /** Base names of the files that the images were found as. */
  readonly found: readonly string[];
}

/** What was read, in short: each image with its boxes, and each problem. */
export async function read(
  inputs: string | readonly string[],
  more: Partial<ReadLabelSourcesOptions> = {},
): Promise<ShortLabels> {
  const sources = await readLabelSources({ storage: createStorage(), inputs: [inputs].flat(), ...more });
  const { classes, images, problems, notes } = sources.labels;
  const places = await Promise.all(images.map((image) => sources.locate(image)));
  return {
    format: sources.format,
    classes,
    images: images.map(({ sourceRef, boxes }) => [
      sourceRef,
      ...boxes.map(({ className, left, top, width, height }) => [
        className,
        ...[left, top, width, height].map((n) => Number(n.toFixed(4))),
      ]),
    ]),
    problems: problems.map(({ reason, sourceRef = '' }) => `${reason} ${sourceRef}`),
    notes,
    found: places.map((place) => ('uri' in place ? basename(place.uri) : place.reason)),
  };
}

export const photo = makePng(64, 48);
export const row = '0 0.5 0.5 0.25 0.5\n';
export const box = ['drill', 24, 12, 16, 24];
export const coco = {
  images: [{ id: 1, file_name: 'a.png', width: 64, height: 48 }],
  annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [24, 12, 16, 24] }],
  categories: [{ id: 1, name: 'drill' }],
};
export const named = (file_name: string): unknown => ({ ...coco, images: [{ ...coco.images[0], file_name }] });
