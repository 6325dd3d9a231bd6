import { damaged } from './jpeg-damage.js';
import { type JpegSegment, jpegMarkers } from './walk-jpeg-segments.js';

const iccHead = 'ICC_PROFILE\0';
const iccHeaderBytes = 14;

/**
 * Finds application segments that are too short for Pillow, which then takes the file for no JPEG at all.
 * @throws DefectiveImageError
 */
export function assertJpegApplications(segments: readonly JpegSegment[]): void {
  const profiles = segments.filter(({ marker, data }) => marker === jpegMarkers.app2 && startsWith(data, iccHead));
  for (const segment of profiles)
    if (segment.data.length < iccHeaderBytes) throw damaged(segment, 'a colour profile without its count');
  for (const segment of segments) {
    const { marker, data } = segment;
    if (marker === 0xe0 && startsWith(data, 'JFIF') && data.length < 7)
      throw damaged(segment, 'a JFIF header of under 7 bytes');
    if (marker === 0xee && startsWith(data, 'Adobe') && data.length < 7)
      throw damaged(segment, 'an Adobe header of under 7 bytes');
    if (marker === 0xed && startsWith(data, 'Photoshop 3.0\0')) assertPhotoshop(segment);
  }
}

/** Resource blocks: `8BIM`, code, name with its length, size, data, each padded to an even offset. */
function assertPhotoshop(segment: JpegSegment): void {
  const { data } = segment;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let at = 14;
  while (startsWith(data.subarray(at), '8BIM')) {
    at += 6;
    if (at > data.length) return;
    const nameLength = data[at];
    if (nameLength === undefined) throw damaged(segment, 'a Photoshop block that is cut off in its name');
    at += 1 + nameLength;
    at += at & 1;
    if (at + 4 > data.length) return;
    at += 4 + view.getUint32(at);
    at += at & 1;
  }
}

export function startsWith(data: Uint8Array, text: string): boolean {
  return data.length >= text.length && [...text].every((character, i) => data[i] === character.charCodeAt(0));
}
