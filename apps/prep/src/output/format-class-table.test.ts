import { describe, expect, it } from 'vitest';
import { formatBoxSizes } from './format-box-sizes.js';
import { formatClassTable } from './format-class-table.js';

const classes = [
  { name: 'drill', images: 4, boxes: 4 },
  { name: 'a very long name of a screwdriver', images: 16, boxes: 24 },
  { name: 'plane', images: 0, boxes: 0 },
];
const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

describe(formatClassTable, () => {
  it('shows counts with bars against the most frequent class, none for a class without boxes', () => {
    const lines = formatClassTable(classes.slice(0, 1), { columns: 100, canUnicode: true }).split('\n');
    expect(lines).toEqual([
      '   class  images  boxes',
      `─  ─────  ──────  ─────  ${'─'.repeat(30)}`,
      `0  drill       4      4  ${'█'.repeat(30)}`,
    ]);
    expect(formatClassTable(classes, { columns: 100, canUnicode: true })).toMatch(/plane +0 +0$/);
  });

  it.each([40, 48, 60, 80, 200])('fits a line of %i, shortening names before bars vanish', (columns) => {
    const text = formatClassTable(classes, { columns, canUnicode: true });
    expect(widest(text)).toBeLessThanOrEqual(columns);
    expect(text).toMatch(/24 {2}█{6}/);
  });

  it('keeps to ASCII where the terminal shows no more', () => {
    const text = formatClassTable(classes, { columns: 50, canUnicode: false });
    expect(text).toMatch(/^[\n -~]+$/);
    expect(text).toMatch(/a very.*\.\.\. +16 +24 {2}######/);
  });
});

describe(formatBoxSizes, () => {
  const bins = [0, 2, 4, 8].map((fromPx, i) => ({ fromPx, toPx: fromPx * 2 || 2, boxes: [0, 3, 12, 0][i] ?? 0 }));

  it('shows the sizes that occur with bars, and whether the anchors fit', () => {
    const sizes = { imgsz: 640, bins, anchorRecall: 0.99 };
    expect(formatBoxSizes(sizes, { columns: 28, canUnicode: true }).join('\n').trim().split('\n')).toEqual([
      'px at 640  boxes',
      '─────────  ─────  ────',
      '   2 to 4      3  █',
      '   4 to 8     12  ████',
      "Anchors: best possible recall 0.9900; YOLOv5's own anchors fit.",
    ]);
    const small = formatBoxSizes({ ...sizes, anchorRecall: 0.5 }, { columns: 80, canUnicode: true });
    expect(small.at(-1)).toContain('YOLOv5 will compute anchors of its own');
  });

  it('says nothing where no size is known', () => {
    expect(formatBoxSizes({ imgsz: 640, bins: [], anchorRecall: null }, { columns: 80, canUnicode: true })).toEqual([]);
  });
});
