import { assertHuffmanTables, type HuffmanTable, readHuffmanTables } from './jpeg-huffman-tables.js';
import { damaged } from './jpeg-damage.js';
import { type JpegSegment, jpegMarkers } from './walk-jpeg-segments.js';

interface Frame {
  readonly isProgressive: boolean;
  readonly isArithmetic: boolean;
  readonly tableOf: ReadonlyMap<number, number>;
}

/** Baseline, extended and progressive, with Huffman or arithmetic coding: what libjpeg decodes to eight bits. */
const frameMarkers = new Set([0xc0, 0xc1, 0xc2, 0xc9, 0xca]);
const progressiveMarkers = new Set([0xc2, 0xca]);
const otherFrameMarkers = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xcb, 0xcd, 0xce, 0xcf]);
const longestSidePx = 65_500;

/** The tables that stand when a scan begins. */
interface Tables {
  readonly quantization: Set<number>;
  readonly huffman: Map<string, HuffmanTable>;
}

/**
 * Finds what makes Pillow refuse a JPEG's segments or libjpeg give up before its first row (its own rules: jdmarker.c,
 * jdinput.c, jdhuff.c, jdphuff.c). Damage within a scan's data makes neither stop.
 * @param later the segments behind the first scan, which libjpeg reads before the first row where there are several scans
 * @throws DefectiveImageError
 */
export function assertJpegSegments(segments: readonly JpegSegment[], later: () => readonly JpegSegment[]): void {
  const tables: Tables = { quantization: new Set(), huffman: new Map() };
  const frame = assertInOrder(segments, tables, undefined);
  const components = segments.at(-1)?.data[0];
  if (frame?.isProgressive || components !== frame?.tableOf.size) assertInOrder(later(), tables, frame);
}

function assertInOrder(segments: readonly JpegSegment[], tables: Tables, known: Frame | undefined): Frame | undefined {
  let frame = known;
  for (const segment of segments) {
    const { marker, data } = segment;
    if (otherFrameMarkers.has(marker))
      throw damaged(segment, 'a frame of a kind that OpenCV does not decode (lossless or hierarchical)');
    if (frameMarkers.has(marker)) {
      if (frame) throw damaged(segment, 'a second frame');
      frame = readFrame(segment);
    } else if (marker === jpegMarkers.dqt) readQuantization(segment, tables.quantization);
    else if (marker === jpegMarkers.dht) readHuffmanTables(segment, tables.huffman);
    else if (marker === jpegMarkers.dri && data.length !== 2)
      throw damaged(segment, 'a restart interval of another length than 2');
    else if (marker === jpegMarkers.sos) assertScan(segment, frame, tables);
  }
  return frame;
}

function readFrame(segment: JpegSegment): Frame {
  const { data } = segment;
  const [bits = 0, high = 0, low = 0, highWidth = 0, lowWidth = 0, count = 0] = data;
  if (bits !== 8) throw damaged(segment, `samples of ${bits} bits, not 8`);
  const [heightPx, widthPx] = [high * 256 + low, highWidth * 256 + lowWidth];
  if (heightPx === 0 || widthPx === 0 || Math.max(heightPx, widthPx) > longestSidePx)
    throw damaged(segment, `a size of ${widthPx} × ${heightPx} pixels`);
  if (![1, 3, 4].includes(count) || data.length !== 6 + 3 * count)
    throw damaged(segment, `a frame of ${count} colour components`);
  const tableOf = new Map<number, number>();
  for (let at = 6; at < data.length; at += 3) {
    const [id = 0, sampling = 0, table = 0] = data.subarray(at, at + 3);
    if (![sampling >> 4, sampling & 15].every((factor) => factor >= 1 && factor <= 4))
      throw damaged(segment, 'a sampling factor outside 1 to 4');
    tableOf.set(id, table);
  }
  return { isProgressive: progressiveMarkers.has(segment.marker), isArithmetic: segment.marker > 0xc8, tableOf };
}

function readQuantization(segment: JpegSegment, tables: Set<number>): void {
  const { data } = segment;
  let at = 0;
  while (at < data.length) {
    const head = data[at] ?? 0;
    const size = 1 + 64 * (head >> 4 ? 2 : 1);
    if (at + size > data.length || (head & 15) > 3) throw damaged(segment, 'a broken quantization table');
    tables.add(head & 15);
    at += size;
  }
}

function assertScan(segment: JpegSegment, frame: Frame | undefined, tables: Tables): void {
  const { data } = segment;
  const count = data[0] ?? 0;
  if (!frame) throw damaged(segment, 'a scan before any frame');
  if (count < 1 || count > 4 || data.length !== 2 * count + 4) throw damaged(segment, 'a broken scan header');
  for (let i = 0; i < count; i++) {
    const table = frame.tableOf.get(data[1 + 2 * i] ?? -1);
    if (table === undefined) throw damaged(segment, 'a scan of a component that its frame does not have');
    if (!tables.quantization.has(table)) throw damaged(segment, 'a scan without its quantization table');
  }
  if (frame.isProgressive) assertSpectrum(segment, count);
  if (!frame.isArithmetic) assertHuffmanTables(segment, tables.huffman, frame.isProgressive);
}

/** A progressive scan holds either the DC coefficients or a band of one component's AC ones, in its first or a later bit. */
function assertSpectrum(segment: JpegSegment, count: number): void {
  const [from = 0, to = 0, bits = 0] = segment.data.subarray(1 + 2 * count);
  const isBand = from === 0 ? to === 0 : to >= from && to < 64 && count === 1;
  const [high, low] = [bits >> 4, bits & 15];
  if (!isBand || low > 13 || (high > 0 && low !== high - 1))
    throw damaged(segment, 'a progressive scan of no known kind');
}
