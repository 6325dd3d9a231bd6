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
});
