import { describe, expect, it } from 'vitest';
import { InvalidDatasetError } from '../errors.js';
import { parseYoloRows } from './parse-yolo-rows.js';

describe(parseYoloRows, () => {
  it('reads class, centre and size, and nothing from an empty file', () => {
    const row = { classIndex: 3, centerX: 0.5, centerY: 0.25, width: 0.1, height: 0.2 };
    expect(parseYoloRows('3 0.500000 0.250000 0.100000 0.200000\r\n\n', 'a.txt')).toEqual([row]);
    expect(parseYoloRows('', 'a.txt')).toEqual([]);
  });

  it.each([
    '3 0.5 0.5 0.1',
    '3 0.5 0.5 0.1 0.1 0.9',
    '0.5 0.5 0.5 0.1 0.1',
    'drill 0.5 0.5 0.1 0.1',
    '3 -0.5 0.5 0.1 0.1',
  ])('refuses the row %j, with file and line', (row) => {
    expect(() => parseYoloRows(`0 0 0 0 0\n${row}\n`, 'labels/a.txt')).toThrow(InvalidDatasetError);
    expect(() => parseYoloRows(`0 0 0 0 0\n${row}\n`, 'labels/a.txt')).toThrow(`labels/a.txt:2: "${row}" is no box.`);
  });
});
