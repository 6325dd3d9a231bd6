import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CocoCollector } from '../src/coco/coco-collector.js';
import { DatasetError } from '../src/errors.js';
import { parseClassLines, parseNotes } from '../src/yolo/parse-class-lines.js';
import { parseDataYaml } from '../src/yolo/parse-data-yaml.js';
import { parseLabelRows } from '../src/yolo/parse-label-rows.js';
import { parseObjData } from '../src/yolo/parse-obj-data.js';

/** Runs, or throws an error of ours. */
function runTyped(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(DatasetError);
  }
}

/** A text with a few pieces replaced, cut out or put in. */
function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', 'null', 'NaN', '-1', '1e999', '\n', ' '),
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

const coco = JSON.stringify({
  images: [
    { id: 1, file_name: 'a.jpg', width: 64, height: 48 },
    { id: 2, file_name: 'b.jpg' },
  ],
  annotations: [
    { id: 1, image_id: 1, category_id: 1, bbox: [1, 2, 3, 4], iscrowd: 0, segmentation: [[1, 1, 2, 2, 3, 3]] },
    { id: 2, image_id: 2, category_id: 1, bbox: [1, 2, 3, 4], iscrowd: 1 },
  ],
  categories: [{ id: 1, name: 'drill', supercategory: 'none' }],
});
/** Any values at all, in the places where a COCO file has its own. */
const strangeCoco = fc
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

describe('readers give labels or a typed error', () => {
  it('for whatever a COCO file holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(mutated([coco]), strangeCoco, fc.string()),
        fc.integer({ min: 1, max: 60 }),
        (text, size) => {
          runTyped(() => {
            const collector = new CocoCollector();
            collector.startFile('x.json');
            for (let at = 0; at < text.length; at += size) collector.push(text.slice(at, at + size));
            for (const { boxes } of collector.finish().images)
              for (const box of boxes)
                expect([box.left, box.top, box.width, box.height].every(Number.isFinite)).toBe(true);
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('for whatever a data.yaml, a list of classes or a label file holds', () => {
    const yaml = 'path: .\ntrain: [a, b]\nval: c\nnames:\n  0: drill\n  1: saw\n';
    const rows = '0 0.5 0.5 0.1 0.1\n1 0.2 0.2 1 1\n';
    fc.assert(
      fc.property(fc.oneof(mutated([yaml, rows, coco, 'train = a\nnames = b']), fc.string()), (text) => {
        runTyped(() => parseDataYaml(text, 'data.yaml'));
        runTyped(() => parseObjData(text));
        runTyped(() => parseClassLines(text));
        runTyped(() => parseNotes(text, 'notes.json'));
        runTyped(() => parseLabelRows(text, () => 'drill'));
      }),
      { numRuns: 500 },
    );
  });
});
