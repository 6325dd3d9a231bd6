import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImagingError } from '@detectory/imaging';
import { decodeImage } from '@detectory/imaging/sharp';
import { letterbox } from '@detectory/inference-core';
import { mapConcurrently } from '@detectory/storage';
import { generatePhoto } from '../engine/generate-photo.js';
import { DatasetUnusableError } from '../errors.js';
import type { ExportSize } from '../options/parse-export-sizes.js';

/** Squares of noise in the photos that stand in for real ones. */
const grainsPx = [1, 8, 32];

/**
 * Photos as the server hands them to a model: decoded, upright, letterboxed; one file of raw RGB bytes each. Without
 * photos, noise.
 * @throws DatasetUnusableError for a photo that can't be read
 */
export function letterboxPhotos(paths: readonly string[], size: ExportSize, folder: string): Promise<string[]> {
  const name = (index: number) => join(folder, `${size.heightPx}x${size.widthPx}-${index}.rgb`);
  const write = async (index: number, pixels: Uint8Array): Promise<string> => {
    await writeFile(name(index), pixels);
    return name(index);
  };
  if (paths.length === 0)
    return Promise.all(grainsPx.map((grainPx, index) => write(index, generatePhoto(size, grainPx))));
  return mapConcurrently(paths, async (path, index) => write(index, letterbox(await decode(path), size)), {
    concurrency: 4,
  });
}

async function decode(path: string): ReturnType<typeof decodeImage> {
  try {
    return await decodeImage(await readFile(path));
  } catch (cause) {
    if (cause instanceof ImagingError) throw new DatasetUnusableError(`${path}: ${cause.message}`, { cause });
    throw cause;
  }
}
