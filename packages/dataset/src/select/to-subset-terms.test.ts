import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../errors.js';
import { parseBalanceSpec } from './parse-balance-spec.js';
import { assertLimitedClasses, targetsOf, toSubsetTerms } from './to-subset-terms.js';

const classes = ['drill', 'hammer', 'saw'];
const available = Float64Array.of(40, 10, 0);
const targets = (spec: string): (number | undefined)[] =>
  targetsOf(toSubsetTerms(parseBalanceSpec(spec), classes, available), 3);

describe(toSubsetTerms, () => {
  it.each([
    ['equal', [10, 10, undefined]],
    ['max-ratio=2.55', [25, 10, undefined]],
    ['target=30', [30, 10, undefined]],
    ['drill<=5', [5, 10, undefined]],
    ['hammer>=99', [40, 10, undefined]],
    ['drill=7,saw>=3', [7, 10, 0]],
  ])('wants of %s what whole classes can give', (spec, wanted) => {
    expect(targets(spec)).toEqual(wanted);
  });

  it('weighs a broken limit four times, on the side that breaks it, and boxes that nobody limits once', () => {
    const terms = toSubsetTerms(parseBalanceSpec('drill>=30,hammer<=5,saw=2'), classes, Float64Array.of(40, 10, 8));
    const weights = terms.map((term) => [term.classIndex, term.target, term.underWeight, term.overWeight]);
    expect(weights).toEqual([
      [0, 30, 4, 0],
      [1, 5, 1, 4],
      [2, 2, 4, 4],
      [0, 40, 1, 0],
    ]);
  });

  it('names the classes where a limit names none of them, and the nearest where one is near', () => {
    for (const use of [targets, (spec: string) => assertLimitedClasses(parseBalanceSpec(spec), classes)]) {
      expect(() => use('screwdriver<=5')).toThrow(InvalidOptionError);
      expect(() => use('screwdriver<=5')).toThrow('They have: drill, hammer, saw.');
      expect(() => use('hamer<=5')).toThrow('Did you mean "hammer"?');
    }
    expect(() => assertLimitedClasses(undefined, classes)).not.toThrow();
  });
});
