import { DefectiveImageError } from '../errors.js';

/** One marker with its data. */
export interface JpegSegment {
  /** The second byte of the marker: 0xe1 for APP1. */
  readonly marker: number;
  /** Where the marker's 0xFF stands. */
  readonly from: number;
  /** The data, without marker and length. */
  readonly data: Uint8Array;
  /** Behind the data. */
  readonly to: number;
}

export const jpegMarkers = {
  soi: 0xd8,
  eoi: 0xd9,
  sos: 0xda,
  dqt: 0xdb,
  dht: 0xc4,
  dac: 0xcc,
  dri: 0xdd,
  app1: 0xe1,
  app2: 0xe2,
};

/**
 * The segments from a JPEG's start up to and with its first scan header, as Pillow and libjpeg walk them: bytes that are no
 * marker are passed over, a length under two counts as no data. ITU T.81, annex B.
 * @throws DefectiveImageError where the file ends before the scan
 */
export function walkJpegSegments(bytes: Uint8Array): JpegSegment[] {
  const segments: JpegSegment[] = [];
  let at = 2;
  while (at + 1 < bytes.length) {
    const marker = bytes[at] === 0xff ? (bytes[at + 1] ?? 0) : 0;
    if (marker === 0 || marker === 0xff) at += bytes[at] === 0xff && marker === 0 ? 2 : 1;
    else if (isRestart(marker)) at += 2;
    else {
      const segment = readSegment(bytes, at, marker);
      segments.push(segment);
      if (marker === jpegMarkers.sos) return segments;
      at = segment.to;
    }
  }
  throw cutOff();
}

/**
 * The segments behind the first scan's data up to EOI, as libjpeg meets them in a picture of several scans. A file that ends
 * before has no more of them: libjpeg then fills up what is missing.
 * @throws DefectiveImageError at a marker that libjpeg gives up on
 */
export function walkLaterSegments(bytes: Uint8Array, scanFrom: number): JpegSegment[] {
  const segments: JpegSegment[] = [];
  let at = scanFrom;
  while ((at = bytes.indexOf(0xff, at)) >= 0 && at + 4 < bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === jpegMarkers.eoi) break;
    if (marker === 0xff) at += 1;
    else if (marker === 0 || marker === 0x01 || isRestart(marker)) at += 2;
    else if (at + 2 + readLength(bytes, at + 2) > bytes.length) break;
    else {
      const segment = readSegment(bytes, at, marker);
      segments.push(segment);
      at = segment.to;
    }
  }
  return segments;
}

/** Where the picture ends: behind the EOI marker that follows its scans; `undefined` where the file ends first. */
export function findJpegEnd(bytes: Uint8Array, scanFrom: number): number | undefined {
  let at = scanFrom;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === jpegMarkers.eoi) return at + 2;
    // Another picture begins before this one has ended.
    if (marker === jpegMarkers.soi) return undefined;
    at += marker === 0xff ? 1 : hasLength(marker) ? 2 + readLength(bytes, at + 2) : 2;
  }
}

export function cutOff(): DefectiveImageError {
  return new DefectiveImageError(
    'image-truncated',
    'the jpeg file is cut off: its end is missing. Copy it again from its source.',
  );
}

function readSegment(bytes: Uint8Array, from: number, marker: number): JpegSegment {
  if (!hasLength(marker))
    throw new DefectiveImageError(
      'image-damaged',
      `the jpeg file holds the marker FF ${marker.toString(16).toUpperCase().padStart(2, '0')} at byte ${from}, where none can stand: it is damaged. Export it again.`,
    );
  if (from + 4 > bytes.length) throw cutOff();
  const start = from + 4;
  const to = Math.max(start, from + 2 + readLength(bytes, from + 2));
  if (to > bytes.length) throw cutOff();
  return { marker, from, data: bytes.subarray(start, to), to };
}

function readLength(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

/** Frames, tables, scans, application data and comments; neither reader takes any other marker with data. */
function hasLength(marker: number): boolean {
  return (
    (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8) ||
    (marker >= 0xda && marker <= 0xdd) ||
    (marker >= 0xe0 && marker <= 0xef) ||
    marker === 0xfe
  );
}
