import { describe, expect, it } from 'vitest';
import { dHash } from './d-hash.js';

const grid = (value: (column: number, row: number) => number): Uint8Array =>
  Uint8Array.from({ length: 72 }, (_, at) => value(at % 9, Math.floor(at / 9)));

describe(dHash, () => {
  it('sets a bit for each neighbour to the right that is lighter', () => {
    expect(dHash(grid((column) => column))).toBe(0xffff_ffff_ffff_ffffn);
    expect(dHash(grid((column) => 9 - column))).toBe(0n);
    expect(dHash(grid(() => 7))).toBe(0n);
  });

  it('goes row by row, the top left bit highest', () => {
    expect(dHash(grid((column, row) => (row === 0 && column === 1 ? 9 : 8)))).toBe(1n << 63n);
    expect(dHash(grid((column, row) => (row === 7 && column === 8 ? 9 : 8)))).toBe(1n);
    expect(dHash(grid((column, row) => (row === 4 && column > 0 ? 9 : 8)))).toBe(1n << 31n);
  });
});
