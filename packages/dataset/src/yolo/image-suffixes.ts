/** The suffixes that YOLOv5 takes for images (IMG_FORMATS). */
export const yoloImageSuffixes: ReadonlySet<string> = new Set([
  'bmp',
  'dng',
  'jpeg',
  'jpg',
  'mpo',
  'png',
  'tif',
  'tiff',
  'webp',
  'pfm',
]);

/** Whether YOLOv5 takes the file for an image, by the last suffix of its name. */
export function hasImageSuffix(path: string): boolean {
  return yoloImageSuffixes.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}
