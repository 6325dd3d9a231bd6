import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CocoCollector } from '../src/coco/coco-collector.js';
import { parseClassLines, parseNotes } from '../src/yolo/parse-class-lines.js';
import { parseDataYaml } from '../src/yolo/parse-data-yaml.js';
import { parseLabelRows } from '../src/yolo/parse-label-rows.js';
import { parseObjData } from '../src/yolo/parse-obj-data.js';
import { cocoExample, mutated, runTyped, strangeCoco } from './fuzz-inputs.js';

const coco = JSON.stringify(cocoExample);

describe('readers give labels or a typed error', () => {
  it('for whatever a COCO file holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(mutated([coco]), strangeCoco, fc.string()),
        fc.integer({ min: 1, max: 60 }),
        async (text, size) => {
          await runTyped(() => {
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

  it('for whatever a data.yaml, a list of classes or a label file holds', async () => {
    const yaml = 'path: .\ntrain: [a, b]\nval: c\nnames:\n  0: drill\n  1: saw\n';
    const rows = '0 0.5 0.5 0.1 0.1\n1 0.2 0.2 1 1\n';
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated([yaml, rows, coco, 'train = a\nnames = b']), fc.string()), async (text) => {
        await runTyped(() => parseDataYaml(text, 'data.yaml'));
        await runTyped(() => parseObjData(text));
        await runTyped(() => parseClassLines(text));
        await runTyped(() => parseNotes(text, 'notes.json'));
        await runTyped(() => parseLabelRows(text, () => 'drill'));
      }),
      { numRuns: 500 },
    );
  });
});
