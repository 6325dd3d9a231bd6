import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.js';

describe(nearestName, () => {
  it.each([
    ['Drill', 'drill'],
    ['screw-driver', 'screwdriver'],
    ['hamer', 'hammer'],
    ['giraffe', undefined],
  ])('finds what %s was meant to be', (wanted, expected) => {
    expect(nearestName(wanted, ['hammer', 'drill', 'screwdriver'])).toBe(expected);
  });
});
