import { ImagingError } from '@detectory/imaging';
import { StorageError } from '@detectory/storage';
import fc from 'fast-check';
import { expect } from 'vitest';
import { DatasetError } from '../src/errors.js';

const typed = [DatasetError, ImagingError, StorageError];

/** Runs, or throws an error of ours. */
export async function runTyped(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!typed.some((kind) => error instanceof kind)) throw error;
    expect((error as Error).message).not.toBe('');
  }
}

/** A text with a few pieces replaced, cut out or put in. */
export function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '\\',
      'null',
      'NaN',
      '-1',
      '1e999',
      '\n',
      ' ',
      '&a',
      '*a',
      '!!x',
    ),
    fc.string(),
  );
  const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(20), piece });
  return fc.tuple(fc.constantFrom(...texts), fc.array(edit, { maxLength: 4 })).map(([text, edits]) =>
    edits.reduce((changed, { at, cut, piece: inserted }) => {
      const start = Math.floor(at * changed.length);
      return changed.slice(0, start) + inserted + changed.slice(start + cut);
    }, text),
  );
}

/** JSON in which some values, at any depth, are others. */
export function mutatedJson(value: unknown): fc.Arbitrary<string> {
  const swap = fc.record({ nth: fc.nat(60), by: fc.jsonValue() });
  return fc.array(swap, { minLength: 1, maxLength: 3 }).map((swaps) => {
    let seen = 0;
    return JSON.stringify(value, (_, part: unknown) => {
      const found = swaps.find(({ nth }) => nth === seen);
      seen++;
      return found ? found.by : part;
    });
  });
}

export const cocoExample = {
  images: [
    { id: 1, file_name: 'a.jpg', width: 64, height: 48 },
    { id: 2, file_name: 'b.jpg' },
  ],
  annotations: [
    { id: 1, image_id: 1, category_id: 1, bbox: [1, 2, 3, 4], iscrowd: 0, segmentation: [[1, 1, 2, 2, 3, 3]] },
    { id: 2, image_id: 2, category_id: 1, bbox: [1, 2, 3, 4], iscrowd: 1 },
  ],
  categories: [{ id: 1, name: 'drill', supercategory: 'none' }],
};

/** Any values at all, in the places where a COCO file has its own. */
export const strangeCoco = fc
  .record({
    images: fc.array(
      fc.record({ id: fc.jsonValue(), file_name: fc.jsonValue(), width: fc.jsonValue() }, { requiredKeys: [] }),
    ),
    annotations: fc.array(
      fc.record(
        { image_id: fc.jsonValue(), bbox: fc.jsonValue(), segmentation: fc.jsonValue(), attributes: fc.jsonValue() },
        { requiredKeys: [] },
      ),
    ),
    categories: fc.array(fc.record({ id: fc.jsonValue(), name: fc.jsonValue() }, { requiredKeys: [] })),
  })
  .map((value) => JSON.stringify(value));
