import { describe, expect, it } from 'vitest';
import { parseLabelRows } from './parse-label-rows.js';

const nameOf = (index: number): string | undefined => ['drill', 'saw'][index];
const box = { centerX: 0.5, centerY: 0.25, width: 0.1, height: 0.2 };

describe(parseLabelRows, () => {
  it.each([
    ['rows', '0 0.5 0.25 0.1 0.2\n1 0.5 0.25 0.1 0.2\n', ['drill', 'saw']],
    ['no end of line at the end', '0 .5 0.25 1e-1 0.2', ['drill']],
    ['a byte order mark', '\ufeff0 0.5 0.25 0.1 0.2\n', ['drill']],
    ['blank lines and Windows line ends', '\r\n0 0.5 0.25 0.1 0.2\r\n \t\r\n\r\n', ['drill']],
    ['tabs, and a class written as 1.0', '1.0\t0.5 0.25  0.1 0.2 ', ['saw']],
    ['an empty file', '', []],
  ])('reads %s', (_, text, names) => {
    expect(parseLabelRows(text, nameOf)).toEqual(names.map((className) => ({ className, ...box })));
  });

  it.each([
    ['0 0.1 0.1 0.9 0.1 0.9 0.9', 'label-malformed', 'has 7 columns: a polygon of 3 points'],
    ['0 0.5 0.5 0.1 0.1 0.9', 'label-malformed', "may be a model's confidence"],
    ['0 0.5 0.5 0.1', 'label-malformed', 'has 4 columns; expected 5'],
    ['0 0.5 0.5 0.1 nan', 'label-malformed', '"nan", which is no number'],
    ['0 1.01 0.5 0.1 0.1', 'label-malformed', 'from 0 to 1'],
    ['0 0.5 -0.1 0.1 0.1', 'label-malformed', 'from 0 to 1'],
    ['0 320 240 10 10', 'label-malformed', 'YOLOv5 drops the image'],
    ['0.5 0.5 0.5 0.1 0.1', 'label-malformed', 'expected the index of a class'],
    ['2 0.5 0.5 0.1 0.1', 'class-unknown', 'the class 2, which has no name'],
  ])('explains the row %j', (row, reason, text) => {
    const problem = parseLabelRows(`0 0.5 0.5 0.1 0.1\n\n${row}\n`, nameOf);
    expect(problem).toMatchObject({ reason });
    expect('message' in problem && problem.message).toMatch(/^row 3 /);
    expect('message' in problem && problem.message).toContain(text);
  });
});
