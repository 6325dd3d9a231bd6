import { describe, expect, it } from 'vitest';
import { resolveOptions } from './resolve-options.js';

const resolve = (given: Record<string, string | number | boolean | null>) =>
  resolveOptions(new Map(Object.entries(given)));

describe(resolveOptions, () => {
  it('fills in the defaults', () => {
    expect(resolve({})).toMatchObject({ epochs: 50, imgsz: 640, 'batch-size': 16, weights: 'yolov5s.pt', seed: 0 });
  });

  it('knows the other spellings that people use', () => {
    expect(resolve({ batch: 8, 'img-size': '320' })).toMatchObject({ 'batch-size': 8, imgsz: 320 });
  });

  it('keeps the default where a client sends null', () => {
    expect(resolve({ epochs: null }).epochs).toBe(50);
  });

  it.each([
    [{ epoch: 3 }, /no training option "epoch". Did you mean epochs\?/],
    [{ zzzzzzzzz: 3 }, /Known are: epochs,/],
    [{ epochs: 0 }, /whole number from 1 to 10000/],
    [{ epochs: 2.5 }, /whole number/],
    [{ epochs: 'many' }, /epochs is "many"; expected a whole number/],
    [{ optimizer: 'sgdd' }, /one of SGD, Adam, AdamW/],
    [{ imgsz: 250 }, /multiple of 32, such as 256/],
    [{ 'cos-lr': 'perhaps' }, /true or false/],
  ])('refuses %j and says what is expected', (given, message) => {
    expect(() => resolve(given as Record<string, string | number>)).toThrow(message);
  });
});
