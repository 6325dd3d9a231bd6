import { noExif, readExifBlock } from '../exif/read-exif-block.js';
import { assertJpegApplications, startsWith } from './assert-jpeg-applications.js';
import { assertJpegSegments } from './assert-jpeg-segments.js';
import type { FormatCheck, ImageFlaw } from './image-flaw.js';
import { type ExifPlace, judgeExif } from './judge-exif.js';
import { readMpIndex } from './read-mp-index.js';
import {
  cutOff,
  findJpegEnd,
  type JpegSegment,
  jpegMarkers,
  walkJpegSegments,
  walkLaterSegments,
} from './walk-jpeg-segments.js';

const exifHead = 'Exif\0\0';

/** JPEG and MPO. YOLOv5 wants a plain JPEG to end with FF D9 and re-encodes it in place where it doesn't. */
export const checkJpeg: FormatCheck = (bytes, header) => {
  const segments = walkJpegSegments(bytes);
  const scanFrom = segments.at(-1)?.to ?? 0;
  assertJpegSegments(segments, () => walkLaterSegments(bytes, scanFrom));
  assertJpegApplications(segments);
  const index = readMpIndex(segments);
  const { flaws, ...exif } = judgeExif(findExif(segments), header);
  return {
    ...exif,
    flaws: [
      ...(index === 'broken' ? [brokenIndex(segments)] : []),
      ...(index === 'several' ? [] : checkEnd(bytes, scanFrom)),
      ...flaws,
    ],
  };
};

/** @throws DefectiveImageError where no end is found to cut the file back to */
function checkEnd(bytes: Uint8Array, scanFrom: number): ImageFlaw[] {
  if (bytes.at(-2) === 0xff && bytes.at(-1) === jpegMarkers.eoi) return [];
  const end = findJpegEnd(bytes, scanFrom);
  if (end === undefined) throw cutOff();
  const message = `${bytes.length - end} bytes follow the picture's end, for which YOLOv5 would re-encode the file in place.`;
  return [{ code: 'jpeg-trailing-bytes', message, edits: [{ from: end, to: bytes.length }] }];
}

function brokenIndex(segments: readonly JpegSegment[]): ImageFlaw {
  const index = segments.filter(({ marker, data }) => marker === jpegMarkers.app2 && startsWith(data, 'MPF\0'));
  return {
    code: 'picture-index-damaged',
    message: 'its Multi-Picture index is damaged, of which Pillow warns.',
    edits: index.map((segment) => toRemoval(segment, segments)),
  };
}

/** Pillow joins all blocks headed `Exif`, wherever they stand; OpenCV takes the first APP1 for one, whatever its head. */
function findExif(segments: readonly JpegSegment[]): ExifPlace {
  const app1 = segments.filter(({ marker }) => marker === jpegMarkers.app1);
  const exif = app1.filter(({ data }) => startsWith(data, exifHead));
  const [first] = app1;
  const removal = app1
    .filter((segment) => segment === first || exif.includes(segment))
    .map((segment) => toRemoval(segment, segments));
  const block = Buffer.concat(exif.map(({ data }) => data.subarray(exifHead.length)));
  const reading = exif.length > 0 ? readExifBlock(block) : noExif;
  const { openCvOrientation } = first ? readExifBlock(first.data.subarray(exifHead.length)) : noExif;
  if (first && !exif.includes(first) && openCvOrientation !== 1)
    return { reading: { ...reading, isPlain: false }, isHonoured: false, openCvOrientation, removal };
  // Pillow falls back to XMP where EXIF is silent; OpenCV and viewers don't.
  const isOverruled = exif.length > 0 && !reading.isStated && app1.some(hasSwappedXmp);
  return {
    reading: isOverruled ? { ...reading, isPlain: false } : reading,
    openCvOrientation,
    isHonoured: exif.length === 1 && exif[0] === first,
    removal: exif.map((segment) => toRemoval(segment, segments)),
  };
}

function hasSwappedXmp({ data }: JpegSegment): boolean {
  return (
    startsWith(data, 'http://ns.adobe.com/xap/1.0/\0') &&
    /tiff:Orientation(="|>)[68]/.test(Buffer.from(data).toString('latin1'))
  );
}

/** With the bytes up to the next marker, which readers pass over: behind the start of a file they would hide that it is a JPEG. */
function toRemoval(segment: JpegSegment, segments: readonly JpegSegment[]): { from: number; to: number } {
  return { from: segment.from, to: segments[segments.indexOf(segment) + 1]?.from ?? segment.to };
}
