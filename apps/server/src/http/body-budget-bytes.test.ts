import { describe, expect, it } from 'vitest';
import { bodyBudgetBytes } from './body-budget-bytes.js';

const mebibyte = 1024 ** 2;
const budgetMb = (maxPayloadMb: number, memoryMb: number) =>
  bodyBudgetBytes(maxPayloadMb * mebibyte, memoryMb * mebibyte) / mebibyte;

describe(bodyBudgetBytes, () => {
  it('is an eighth of the memory, at most 512 MB', () => {
    expect(budgetMb(25, 2_048)).toBe(256);
    expect(budgetMb(25, 64_000)).toBe(512);
  });

  it('takes four of the largest bodies on a small machine', () => {
    expect(budgetMb(25, 512)).toBe(100);
    expect(budgetMb(6, 64)).toBe(24);
  });

  it("does not grow with asynchronous endpoints' bodies, which lie on disk", () => {
    expect(budgetMb(1_024, 512)).toBe(100);
    expect(budgetMb(1_024, 2_048)).toBe(256);
  });
});
