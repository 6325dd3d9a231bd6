import { describe, expect, it } from 'vitest';
import { chooseValidation } from './choose-validation.js';
import { splitOffValidation } from './split-off-validation.js';

const images = Array.from({ length: 50 }, (_, index) => `/d/images/train/${index}.jpg`);
const choose = (train: readonly string[], val: readonly string[], identityOf = (image: string) => image) =>
  chooseValidation({ train, val, seed: 0, identityOf });

describe(splitOffValidation, () => {
  it('takes a tenth, disjoint from the rest, whatever the order', () => {
    const { train, val } = splitOffValidation(images, 0);
    expect([train.length, val.length]).toEqual([45, 5]);
    expect(train.some((image) => val.includes(image))).toBe(false);
    expect(new Set(splitOffValidation([...images].reverse(), 0).val)).toEqual(new Set(val));
  });

  it('depends on the seed', () => {
    expect(splitOffValidation(images, 1).val).not.toEqual(splitOffValidation(images, 0).val);
  });

  it('keeps copies of one photo on one side', () => {
    const identityOf = (image: string) => String(Number(/(\d+)\.jpg/.exec(image)?.[1]) % 10);
    const { train, val } = splitOffValidation(images, 0, identityOf);
    expect(val).toHaveLength(5);
    expect(train.some((image) => val.map(identityOf).includes(identityOf(image)))).toBe(false);
  });
});

describe(chooseValidation, () => {
  it('keeps a split that shares nothing', () => {
    expect(choose(['a', 'b'], ['c'])).toEqual({ train: ['a', 'b'], val: ['c'] });
  });

  it('sets a tenth aside, loudly, where there is no validation', () => {
    const { train, val, warning, seed } = choose(images, []);
    expect([train.length, val.length, seed]).toEqual([45, 5, 0]);
    expect(warning).toMatch(/^WARNING: The dataset has no validation split, so 5 of 50 training photos were set aside/);
  });

  it('never validates on training photos: val = train', () => {
    const { train, val, warning } = choose(images, images);
    expect([train.length, val.length]).toEqual([45, 5]);
    expect(warning).toMatch(/Every training photo is in the validation split too/);
  });

  it('knows a copy under another name by its bytes', () => {
    const { train, warning } = choose(['a', 'b', 'c'], ['copy-of-a'], (image) => image.replace('copy-of-', ''));
    expect(train).toEqual(['b', 'c']);
    expect(warning).toMatch(/1 of 3 training photos are in the validation split too \(the same bytes\)/);
  });

  it('refuses a single photo: nothing is left to train on', () => {
    expect(() => choose(['a'], [])).toThrow(/none can be set aside.*Add photos/);
    expect(() => choose(['a', 'b'], [], () => 'same')).toThrow(/none can be set aside/);
  });

  it('takes 100,000 photos in a moment', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `${index}.jpg`);
    const startedAt = performance.now();
    choose(many, many.slice(0, 50_000));
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});
