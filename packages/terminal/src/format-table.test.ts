import { describe, expect, it } from 'vitest';
import { formatTable } from './format-table.js';

describe(formatTable, () => {
  it('aligns columns and underlines the header', () => {
    const table = formatTable(
      [
        ['class', 'boxes'],
        ['drill', '7'],
        ['screwdriver', '120'],
      ],
      { align: ['left', 'right'] },
    );
    expect(table).toBe('class        boxes\n───────────  ─────\ndrill            7\nscrewdriver    120');
  });

  it('underlines in plain ASCII on request', () => {
    expect(
      formatTable(
        [
          ['class', ''],
          ['drill', '#'],
        ],
        { canUnicode: false },
      ),
    ).toBe('class\n-----  -\ndrill  #');
  });

  it('counts wide characters as two columns', () => {
    expect(
      formatTable(
        [
          ['设备', 'x'],
          ['abcd', 'y'],
        ],
        { header: false },
      ),
    ).toBe('设备  x\nabcd  y');
  });

  it('fills rows that are too short', () => {
    expect(formatTable([['a', 'b'], ['c']], { header: false })).toBe('a  b\nc');
  });

  it('is empty for no rows', () => {
    expect(formatTable([])).toBe('');
  });
});
