import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TopLevelElements } from './top-level-elements.js';

function cut(text: string, sizes: readonly number[] = [text.length]): { elements: unknown[]; isWhole: boolean } {
  const elements: unknown[] = [];
  const reader = new TopLevelElements(['images', 'annotations'], (list, element) =>
    elements.push([list, JSON.parse(element)]),
  );
  let at = 0;
  for (let i = 0; at < text.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    reader.push(text.slice(at, at + size));
    at += size;
  }
  return { elements, isWhole: reader.isWhole };
}

describe(TopLevelElements, () => {
  it('gives the elements of the lists that are wanted, in whatever chunks the text comes', () => {
    const document = fc.record({
      info: fc.jsonValue(),
      images: fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
      other: fc.jsonValue(),
      annotations: fc.array(fc.jsonValue()),
    });
    fc.assert(
      fc.property(
        document,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        fc.nat(3),
        (value, sizes, indent) => {
          const text = JSON.stringify(value, null, indent);
          const read = JSON.parse(text) as typeof value;
          const expected = [
            ...read.images.map((image) => ['images', image]),
            ...read.annotations.map((annotation) => ['annotations', annotation]),
          ];
          expect(cut(text, sizes)).toEqual({ elements: expected, isWhole: true });
        },
      ),
    );
  });

  it('knows a file that was cut short', () => {
    expect(cut('{"images":[{"id":1},{"id":')).toEqual({ elements: [['images', { id: 1 }]], isWhole: false });
  });

  it('passes over lists of the same name further inside', () => {
    expect(cut('{"info":{"images":[1]},"images":[2]}').elements).toEqual([['images', 2]]);
  });

  it('names what else stands at the top and is not empty, however it is cut', () => {
    const text =
      '{"info": {"year":2026}, "licenses": [ ], "images":[{"id":1}], "extra":[[1]], "none":{}, "videos":["a"]}';
    for (const size of [1, 7, text.length]) {
      const elements = new TopLevelElements(['images'], () => undefined);
      for (let at = 0; at < text.length; at += size) elements.push(text.slice(at, at + size));
      expect([...elements.others]).toEqual(['info', 'extra', 'videos']);
    }
  });
});
