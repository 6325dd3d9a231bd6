import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { cache, inShared } from './places.mjs';

/** A photo of 640 × 480 as it is, and the same enlarged to 1080 × 810 and to 12 megapixels; and the middle of it as a square. */
export async function ensurePhotos() {
  const original = await findPhoto(640, 480);
  return {
    small: original,
    middle: await enlarge(original, 1080, 810),
    square: await enlarge(original, 640, 640),
    large: await enlarge(original, 4032, 3024),
  };
}

/** All photos of coco128, by name. */
export function allPhotos() {
  const folder = inShared('data', 'coco128', 'images');
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

async function findPhoto(width, height) {
  for (const path of allPhotos()) {
    const found = await sharp(path).metadata();
    if (found.width === width && found.height === height && readFileSync(path).length > 60_000) return path;
  }
  throw new Error(`coco128 has no photo of ${width} × ${height}.`);
}

async function enlarge(path, width, height) {
  mkdirSync(cache, { recursive: true });
  const into = join(cache, `${basename(path, '.jpg')}-${width}x${height}.jpg`);
  if (!existsSync(into)) await sharp(path).resize(width, height).jpeg({ quality: 92 }).toFile(into);
  return into;
}
