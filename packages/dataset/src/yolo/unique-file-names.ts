import type { ImageFormat } from '@detectory/imaging';
import type { Sequence } from '../model/sequence.js';
import { stableHash } from '../model/stable-hash.js';
import { yoloImageSuffixes } from './image-suffixes.js';

export interface NamedSource {
  readonly sourceRef: string;
  /** What the content is, where that is known. */
  readonly format?: ImageFormat | undefined;
}

const suffixOf: Partial<Record<ImageFormat, string>> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  bmp: 'bmp',
  tiff: 'tif',
};
/** Most names; looking closer takes longer. */
const plainName = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;
/** File systems allow 255 bytes, of which the hash and the suffix need some. */
const longestStemBytes = 200;

/**
 * A file name for each image: its base name where no other image has the same stem (labels go by stem: `a.jpg` and `a.png`
 * would share `a.txt`), else with a short hash of its source-ref. Names depend on the whole list alone, never on its order.
 */
export function uniqueFileNames(sources: Sequence<NamedSource>): string[] {
  const isShared = findSharedStems(sources);
  return sources.map((source, i) => toFileName(source, isShared[i] === 1));
}

/** For each source 1 where another one has the same stem. */
export function findSharedStems(sources: Sequence<NamedSource>): Uint8Array {
  const isShared = new Uint8Array(sources.length);
  const firstWith = new Map<string, number>();
  sources.forEach((source, i) => {
    const stem = foldCase(splitName(source).stem);
    const first = firstWith.get(stem);
    if (first === undefined) firstWith.set(stem, i);
    else isShared[first] = isShared[i] = 1;
  });
  return isShared;
}

export function toFileName(source: NamedSource, isStemShared: boolean): string {
  const { stem, suffix } = splitName(source);
  return isStemShared ? `${stem}-${stableHash(source.sourceRef, 12)}.${suffix}` : `${stem}.${suffix}`;
}

/** Some file systems don't tell A from a, or é from e + ´. */
function foldCase(stem: string): string {
  return stem.normalize('NFC').toLowerCase();
}

function splitName({ sourceRef, format }: NamedSource): { stem: string; suffix: string } {
  const name = toSafeName(sourceRef.slice(sourceRef.lastIndexOf('/') + 1));
  const dot = name.lastIndexOf('.');
  const suffix = dot > 0 ? name.slice(dot + 1) : '';
  if (yoloImageSuffixes.has(suffix.toLowerCase())) return { stem: shorten(name.slice(0, dot), sourceRef), suffix };
  // YOLOv5 passes over files whose suffix it doesn't know.
  return { stem: shorten(name, sourceRef), suffix: (format && suffixOf[format]) ?? 'jpg' };
}

/** Without what a path, a list of lines or a hidden file would trip over. */
function toSafeName(name: string): string {
  if (plainName.test(name)) return name;
  const safe = Buffer.from(name)
    .toString()
    .replaceAll(/[\u0000-\u001f\u007f\\]/g, '_')
    .trim();
  return safe === '' || safe.startsWith('.') ? `_${safe}` : safe;
}

function shorten(stem: string, sourceRef: string): string {
  if (stem.length * 3 <= longestStemBytes || Buffer.byteLength(stem) <= longestStemBytes) return stem;
  const kept = Buffer.from(stem)
    .subarray(0, longestStemBytes - 13)
    .toString()
    .replace(/\ufffd+$/, '');
  return `${kept}-${stableHash(sourceRef, 12)}`;
}
