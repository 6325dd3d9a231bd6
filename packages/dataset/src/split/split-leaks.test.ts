import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDuplicates } from '../duplicates/find-duplicates.js';
import { measureLeaks } from './split-leaks.js';
import { splitNames } from './split-name.js';

const hashes = ['0000000000000000', '0000000000000003', '000000000000001f', 'ffff000000000000', undefined];

describe(measureLeaks, () => {
  it('counts pairs across splits as comparing every image with every other does', () => {
    const image = fc.record({ sha256: fc.constantFrom('a', 'b', 'c'), dHash: fc.constantFrom(...hashes) });
    const placed = fc.tuple(image, fc.constantFrom(...splitNames), fc.constantFrom('x', 'y', undefined));
    fc.assert(
      fc.property(fc.array(placed, { minLength: 1, maxLength: 25 }), (all) => {
        const images = all.map(([one]) => one);
        const crossing = (isPair: (a: number, b: number) => boolean): number =>
          all.flatMap(([, split], a) => all.filter(([, other], b) => a < b && split !== other && isPair(a, b))).length;
        const isNear = (a: number, b: number): boolean => bitsBetween(images[a]?.dHash, images[b]?.dHash) <= 3;
        const heldOut = [...all.keys()].filter((i) => all[i]?.[1] !== 'train' && images[i]?.dHash !== undefined);
        const leaking = heldOut.filter((i) => all.some(([, split], j) => split === 'train' && isNear(i, j)));
        const groupKeys = all.map(([, , key]) => key);
        const facts = { sha256s: images.map((one) => one.sha256), groupKeys, near: findDuplicates(images, 3).near };
        expect(
          measureLeaks(
            facts,
            all.map(([, split]) => split),
          ),
        ).toEqual({
          exactPairs: crossing((a, b) => images[a]?.sha256 === images[b]?.sha256),
          nearPairs: crossing(isNear),
          groupPairs: crossing((a, b) => groupKeys[a] !== undefined && groupKeys[a] === groupKeys[b]),
          nearTrain: heldOut.length === 0 ? 0 : leaking.length / heldOut.length,
        });
      }),
    );
  });

  it('says nothing of what was not looked at', () => {
    expect(measureLeaks({ sha256s: [undefined], groupKeys: undefined, near: undefined }, ['train'])).toEqual({
      exactPairs: null,
      nearPairs: null,
      groupPairs: null,
      nearTrain: null,
    });
  });
});

function bitsBetween(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Infinity;
  return (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replaceAll('0', '').length;
}
