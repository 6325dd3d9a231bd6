import { describe, expect, it } from 'vitest';
import { createByteBudget } from './byte-budget.js';
import { BodyMemoryError } from './errors.js';

describe(createByteBudget, () => {
  it('refuses what finds no room, until bytes are given back', () => {
    const budget = createByteBudget(100);
    const first = budget.reserve(60);
    expect(() => budget.reserve(50)).toThrow(BodyMemoryError);
    first.release();
    first.release();
    expect(budget.reservedBytes).toBe(0);
    budget.reserve(50);
    expect(budget.reservedBytes).toBe(50);
  });

  it('lets one body in whatever its length: the payload limit refuses those that are too long', () => {
    expect(createByteBudget(10).reserve(25).growTo).toBeTypeOf('function');
  });

  it('grows with a body that did not announce its length, and keeps what it had when refused', () => {
    const budget = createByteBudget(100);
    const other = budget.reserve(50);
    const growing = budget.reserve(0);
    growing.growTo(40);
    growing.growTo(30);
    expect(budget.reservedBytes).toBe(90);
    expect(() => growing.growTo(60)).toThrow(BodyMemoryError);
    expect(budget.reservedBytes).toBe(90);
    other.release();
    growing.growTo(120);
    growing.release();
    expect(budget.reservedBytes).toBe(0);
  });
});
