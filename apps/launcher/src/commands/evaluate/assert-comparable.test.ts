import { describe, expect, it } from 'vitest';
import { assertComparable } from './assert-comparable.js';

const model = (name: string, ...classNames: string[]) => ({ name, model: { manifest: { classNames } } });

describe(assertComparable, () => {
  it('lets models of the same classes stand side by side', () => {
    expect(() => assertComparable(model('a', 'item'), model('b', 'item'))).not.toThrow();
  });

  it('sets no model that takes all classes for one beside one that tells them apart', () => {
    const [single, several] = [model('a', 'item'), model('b', 'drill', 'saw')];
    expect(() => assertComparable(single, several)).toThrow(/^a was trained with single-cls .*, b tells 2 apart/);
    expect(() => assertComparable(several, single)).toThrow(/^a was trained with single-cls .*, b tells 2 apart/);
  });
});
