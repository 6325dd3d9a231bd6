import { describe, expect, it } from 'vitest';
import { parseLabelFile } from './parse-label-file.js';

const messagesOf = (text: string): string[] => parseLabelFile(Buffer.from(text)).findings.map((one) => one.message);

describe(parseLabelFile, () => {
  it.each(['inf', '-Infinity', '+inf', 'nan', '-0.1', '1.000001'])(
    'drops the image for %s, as YOLOv5 does',
    (value) => {
      const { rows, findings } = parseLabelFile(Buffer.from(`0 ${value} 0.5 0.1 0.1\n`));
      expect(rows).toEqual([]);
      expect(findings.map(({ code }) => code)).toEqual(['label-out-of-range']);
    },
  );

  it('says what it expected of a row among outlines and of one among boxes', () => {
    expect(messagesOf('0 0.1 0.1 0.5 0.1 0.5 0.5\n0 0.1 0.1 0.5\n')).toEqual([
      'row 2 has 4 columns in a file of outlines; expected a class and pairs of x and y.',
    ]);
    expect(messagesOf('0 0.1 0.1 0.5\n')).toEqual(['row 1 has 4 columns; expected class x y width height.']);
  });

  it('reads every row as an outline where one has more than 6 columns: the box around its points', () => {
    const { rows, findings } = parseLabelFile(Buffer.from('0 0.1 0.2 0.5 0.2 0.5 0.4\n'));
    expect(rows).toEqual([[0, 0.3, 0.3, 0.4, 0.2].map((value) => expect.closeTo(value, 6))]);
    expect(findings).toEqual([]);
  });

  it('drops the image for 6 columns, which are neither a box nor an outline', () => {
    expect(parseLabelFile(Buffer.from('0 0.5 0.5 0.1 0.1 0.9\n'))).toEqual({
      rows: [],
      findings: [{ code: 'label-columns', message: 'row 1 has 6 columns; expected class x y width height.' }],
    });
  });

  it('drops the image for a line of blanks between rows, not for empty lines or for blanks around all rows', () => {
    const row = '0 0.5 0.5 0.25 0.25';
    expect(messagesOf(`${row}\n \t\n${row}\n`)).toEqual(['row 2 has 0 columns; expected class x y width height.']);
    expect(parseLabelFile(Buffer.from(` \n\n${row}\n\n1 0.5 0.5 0.25 0.25\r\n \n`))).toEqual({
      rows: [
        [0, 0.5, 0.5, 0.25, 0.25],
        [1, 0.5, 0.5, 0.25, 0.25],
      ],
      findings: [],
    });
  });

  it('drops the image for a byte order mark, which YOLOv5 takes for a part of the first number', () => {
    const { rows, findings } = parseLabelFile(Buffer.from('\ufeff0 0.5 0.5 0.1 0.1\n'));
    expect(rows).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual(['label-not-number']);
  });

  it('takes any class from 0 up, though no other value may be over 1', () => {
    expect(parseLabelFile(Buffer.from('79 1 0.5 0.25 0.25\n')).rows).toEqual([[79, 1, 0.5, 0.25, 0.25]]);
  });

  it('reads numbers as 32-bit floats, as YOLOv5 does: what is over 1 in a later digit alone is 1', () => {
    const { rows, findings } = parseLabelFile(Buffer.from('0 0.5 0.5 1.00000001 1\n0 0.5 0.5 1 1\n'));
    expect(rows).toEqual([[0, 0.5, 0.5, 1, 1]]);
    expect(findings.map(({ code }) => code)).toEqual(['label-rows-repeated']);
  });

  it.each(['0 0.05 0.5 0.2 0.2', '0 0.95 0.5 0.2 0.2', '0 0.5 0.05 0.2 0.2', '0 0.5 0.95 0.2 0.2'])(
    'keeps %s, which sticks out on one side, and says so',
    (row) => {
      const { rows, findings } = parseLabelFile(Buffer.from(row));
      expect(rows).toHaveLength(1);
      expect(findings.map(({ code }) => code)).toEqual(['box-sticks-out']);
    },
  );

  it('says nothing of an edge that six decimals put beyond the image', () => {
    expect(messagesOf('0 0.333334 0.5 0.666669 0.1')).toEqual([]);
  });

  it('keeps a box without width or height, and says so', () => {
    for (const row of ['0 0.5 0.5 0 0.25', '0 0.5 0.5 0.25 0']) {
      const { rows, findings } = parseLabelFile(Buffer.from(row));
      expect(rows).toHaveLength(1);
      expect(findings.map(({ code }) => code)).toEqual(['box-without-area']);
    }
  });

  it('counts rows that repeat another one once, as YOLOv5 does, but not the same box of another class', () => {
    const rows = '0 0.5 0.5 0.25 0.25\n1 0.5 0.5 0.25 0.25\n0 0.50 0.5 0.25 0.25\n';
    expect(parseLabelFile(Buffer.from(rows))).toEqual({
      rows: [
        [0, 0.5, 0.5, 0.25, 0.25],
        [1, 0.5, 0.5, 0.25, 0.25],
      ],
      findings: [{ code: 'label-rows-repeated', message: '1 of 3 boxes repeat another one.' }],
    });
  });
});
