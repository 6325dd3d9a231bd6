import type { NormalizedBox } from '../geometry/to-normalized-box.js';
import type { RecordProblem } from '../model/problem.js';

export interface NormalizedLabel extends NormalizedBox {
  readonly className: string;
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The rows of one YOLO label file, `class centerX centerY width height`. Blank lines and a byte order mark, which YOLOv5
 * trips over, are passed over; what it drops an image for is a problem.
 */
export function parseLabelRows(
  text: string,
  nameOf: (classIndex: number) => string | undefined,
): readonly NormalizedLabel[] | RecordProblem {
  const labels: NormalizedLabel[] = [];
  for (const [i, line] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    const fields = line.trim().split(/\s+/);
    if (fields[0] === '') continue;
    const label = parseRow(fields, nameOf);
    if ('reason' in label) return { ...label, message: `row ${i + 1} ${label.message}` };
    labels.push(label);
  }
  return labels;
}

function parseRow(
  fields: readonly string[],
  nameOf: (classIndex: number) => string | undefined,
): NormalizedLabel | RecordProblem {
  if (fields.length !== 5) return malformed(describeColumns(fields));
  const wrong = fields.find((field) => !number.test(field));
  if (wrong !== undefined) return malformed(`holds ${JSON.stringify(wrong)}, which is no number.`);
  const [classIndex = -1, centerX = 0, centerY = 0, width = 0, height = 0] = fields.map(Number);
  if (!Number.isInteger(classIndex) || classIndex < 0)
    return malformed(`begins with ${fields[0]}; expected the index of a class.`);
  if ([centerX, centerY, width, height].some((value) => value < 0 || value > 1))
    return malformed(
      `is ${fields.join(' ')}: centre and size must be fractions of the image's sides, from 0 to 1. YOLOv5 drops the image for it.`,
    );
  const className = nameOf(classIndex);
  return className === undefined ? unknownClass(classIndex) : { className, centerX, centerY, width, height };
}

function describeColumns({ length }: readonly string[]): string {
  const expected = 'expected 5: class, centre x, centre y, width, height.';
  if (length === 6) return `has 6 columns; ${expected} The sixth may be a model's confidence: save labels without it.`;
  if (length > 6 && length % 2 === 1)
    return `has ${length} columns: a polygon of ${(length - 1) / 2} points, which is not a box; ${expected} Export with boxes.`;
  return `has ${length} columns; ${expected}`;
}

function unknownClass(classIndex: number): RecordProblem {
  return {
    reason: 'class-unknown',
    message: `has the class ${classIndex}, which has no name. Add it to "names" (data.yaml) or to the list of classes.`,
  };
}

function malformed(message: string): RecordProblem {
  return { reason: 'label-malformed', message };
}
