import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CocoCollector } from '../src/coco/coco-collector.js';
import { LabelCollector } from '../src/ground-truth/label-collector.js';
import { parseClassLines, parseNotes } from '../src/yolo/parse-class-lines.js';
import { parseDataYaml } from '../src/yolo/parse-data-yaml.js';
import { parseLabelRows } from '../src/yolo/parse-label-rows.js';
import { parseObjData } from '../src/yolo/parse-obj-data.js';
import { cocoExample, mutated, mutatedJson, runTyped, strangeCoco } from './fuzz-inputs.js';
import { box, drillLine } from './make-line.js';

const coco = JSON.stringify(cocoExample);

const line = drillLine('s3://b/a.jpg', { annotations: [box(0), box('0', 1.5)] });

describe('readers give labels or a typed error', () => {
  it('for whatever the lines of a manifest hold', async () => {
    const text = fc.oneof(mutated([JSON.stringify(line)]), mutatedJson(line), fc.json(), fc.string());
    const policy = fc.constantFrom('newest' as const, 'first' as const, 'merge' as const, 'error' as const);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 6 }), policy, async (lines, onDuplicate) => {
        await runTyped(() => {
          const collector = new LabelCollector({ onDuplicate });
          collector.startManifest('output.manifest');
          lines.forEach((each, i) => collector.addLine(each, i + 1));
          for (const { boxes } of collector.finish().images)
            for (const { left, top, width, height } of boxes)
              expect([left, top, width, height].every(Number.isFinite)).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

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
