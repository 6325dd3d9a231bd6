import type { FindingCode } from './findings.js';

/** A box as YOLOv5 keeps it: 32-bit floats, centre and size as shares of the image's sides. */
export type LabelRow = readonly [classIndex: number, centerX: number, centerY: number, width: number, height: number];

export interface ParsedLabelFile {
  /** What YOLOv5 keeps; none where it drops the image. */
  readonly rows: readonly LabelRow[];
  readonly findings: readonly { readonly code: FindingCode; readonly message: string }[];
}

/** What Python's splitlines() ends a line at, once its text mode has made \r\n and \r one. */
const lineEnds = /\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/;
/** What Python's split() and strip() take for a blank. */
const blanks = /[\t-\r\u001c-\u001f \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const trimmed = new RegExp(`^${blanks.source}|${blanks.source}$`, 'g');
/** What Python's float() takes, in ASCII digits. */
const pythonFloat = /^[+-]?(?:(?:\d+(?:_\d+)*)?\.?(?:\d+(?:_\d+)*)?(?:e[+-]?\d+(?:_\d+)*)?|inf|infinity|nan)$/i;
const boxColumns = 5;

/** A label file by the rules of YOLOv5 7.0's verify_image_label: the same rows, or the reason for which it drops the image. */
export function parseLabelFile(bytes: Uint8Array): ParsedLabelFile {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return dropped('label-encoding', 'the label file is no UTF-8 text.');
  }
  const lines = text
    .replaceAll(trimmed, '')
    .split(lineEnds)
    .filter((line) => line !== '');
  const words = lines.map((line) =>
    line
      .replaceAll(trimmed, '')
      .split(blanks)
      .filter((word) => word !== ''),
  );
  if (words.length === 0) return { rows: [], findings: [{ code: 'label-empty', message: 'the label file is empty.' }] };
  const odd = words.flat().find((word) => !isPythonFloat(word));
  if (odd !== undefined)
    return dropped('label-not-number', `the label file holds ${JSON.stringify(odd)}; expected numbers.`);
  const numbers = words.map((row) => row.map(toFloat32));
  const hasOutlines = numbers.some((row) => row.length > boxColumns + 1);
  const wrong = numbers.findIndex((row) =>
    hasOutlines ? row.length % 2 === 0 || row.length < 3 : row.length !== boxColumns,
  );
  if (wrong >= 0) return dropped('label-columns', describeColumns(numbers, wrong, hasOutlines));
  const rows = numbers.map((row) => (hasOutlines ? toBox(row) : row) as unknown as LabelRow);
  const range = findOutOfRange(rows);
  if (range) return dropped('label-out-of-range', range);
  const mixed = hasOutlines && numbers.some((row) => row.length === boxColumns);
  return { rows: distinct(rows), findings: [...describeRows(rows), ...(mixed ? [mixedFinding] : [])] };
}

const mixedFinding = { code: 'label-mixed', message: 'a row of five columns stands among outlines.' } as const;

function dropped(code: FindingCode, message: string): ParsedLabelFile {
  return { rows: [], findings: [{ code, message }] };
}

function isPythonFloat(word: string): boolean {
  return pythonFloat.test(word) && /\d|inf|nan/i.test(word) && !/^[+-]?\.?e/i.test(word);
}

function toFloat32(word: string): number {
  const plain = word.replaceAll('_', '').toLowerCase();
  if (plain.endsWith('nan')) return NaN;
  if (/inf(inity)?$/.test(plain)) return plain.startsWith('-') ? -Infinity : Infinity;
  return Math.fround(Number(plain));
}

function describeColumns(numbers: readonly (readonly number[])[], index: number, hasOutlines: boolean): string {
  const length = numbers[index]?.length ?? 0;
  const where = `row ${index + 1} has ${length} columns`;
  return hasOutlines
    ? `${where} in a file of outlines; expected a class and pairs of x and y.`
    : `${where}; expected class x y width height.`;
}

/** The box around an outline, in the order of YOLOv5's own operations. */
function toBox([classIndex = 0, ...points]: readonly number[]): LabelRow {
  const xs = points.filter((_, i) => i % 2 === 0);
  const ys = points.filter((_, i) => i % 2 === 1);
  const [left, right, top, bottom] = [least(xs), most(xs), least(ys), most(ys)];
  const middle = (a: number, b: number): number => Math.fround(Math.fround(a + b) / 2);
  return [classIndex, middle(left, right), middle(top, bottom), Math.fround(right - left), Math.fround(bottom - top)];
}

/** As NumPy's: one NaN makes the result NaN. */
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}

/** YOLOv5 allows no tolerance; what isn't a number is not at least 0. */
function findOutOfRange(rows: readonly LabelRow[]): string | undefined {
  for (const [i, row] of rows.entries()) {
    if (row.some((value) => !(value >= 0)))
      return `row ${i + 1} has a value that is negative or no number: ${format(row)}.`;
    if (row.slice(1).some((value) => value > 1)) return `row ${i + 1} has a value over 1: ${format(row)}.`;
  }
  return undefined;
}

/** As many digits as a 32-bit float holds. */
function format(row: LabelRow): string {
  return row.map((value) => Number(value.toPrecision(7))).join(' ');
}

function distinct(rows: readonly LabelRow[]): LabelRow[] {
  return [...new Map(rows.map((row) => [row.map((value) => value + 0).join(' '), row])).values()];
}

/** Half a pixel of a large photo: rounded boxes at the edge don't count as sticking out. */
const edgeTolerance = 1e-4;

function describeRows(rows: readonly LabelRow[]): { code: FindingCode; message: string }[] {
  const findings: { code: FindingCode; message: string }[] = [];
  const repeats = rows.length - distinct(rows).length;
  if (repeats > 0)
    findings.push({ code: 'label-rows-repeated', message: `${repeats} of ${rows.length} boxes repeat another one.` });
  const fraction = rows.find(([classIndex]) => !Number.isInteger(classIndex));
  if (fraction) findings.push({ code: 'class-fraction', message: `the class is ${fraction[0]}.` });
  const flat = rows.filter(([, , , width, height]) => width === 0 || height === 0).length;
  if (flat > 0)
    findings.push({ code: 'box-without-area', message: `${flat} of ${rows.length} boxes have no width or height.` });
  const outside = rows.filter((row) => sticksOut(row[1], row[3]) || sticksOut(row[2], row[4])).length;
  if (outside > 0) findings.push({ code: 'box-sticks-out', message: `${outside} of ${rows.length} boxes stick out.` });
  return findings;
}

function sticksOut(center: number, size: number): boolean {
  return center - size / 2 < -edgeTolerance || center + size / 2 > 1 + edgeTolerance;
}
