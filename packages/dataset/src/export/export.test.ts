import type { Orientation } from '@detectory/imaging';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CocoCollector } from '../coco/coco-collector.js';
import { clipBox } from '../geometry/clip-box.js';
import { resolveFrame } from '../geometry/resolve-frame.js';
import { toDisplayedBox } from '../geometry/to-displayed-box.js';
import { formatYoloRow } from '../geometry/format-yolo-row.js';
import { toNormalizedBox } from '../geometry/to-normalized-box.js';
import { LabelCollector } from '../ground-truth/label-collector.js';
import type { LabelledImage } from '../model/labelled-image.js';
import type { ExportedBox, SizedImage } from './exported-image.js';
import { formatCoco } from './format-coco.js';
import { formatManifestLine } from './format-manifest-line.js';
import { toStoredSize } from './to-stored-box.js';

const classes = ['drill', '设备 ', 'never drawn'];

/** Boxes as they stand in a dataset: inside their image, of whole, half or any pixels. */
const sizedImage = fc
  .record({
    widthPx: fc.integer({ min: 10, max: 9000 }),
    heightPx: fc.integer({ min: 10, max: 9000 }),
    orientation: fc.integer({ min: 1, max: 8 }) as fc.Arbitrary<Orientation>,
    step: fc.constantFrom(1, 0.5, 1e-9),
    corners: fc.array(fc.tuple(share(), share(), share(), share(), fc.nat(1)), { maxLength: 4 }),
  })
  .map(({ widthPx, heightPx, orientation, step, corners }): SizedImage => {
    const displayedSize = { widthPx, heightPx };
    const boxes = corners.flatMap(([x, y, w, h, classIndex]): ExportedBox[] => {
      const left = snap(x * (widthPx - 2), step);
      const top = snap(y * (heightPx - 2), step);
      const box = {
        left,
        top,
        width: Math.max(1, snap(1 + w * (widthPx - left - 1), step)),
        height: Math.max(1, snap(1 + h * (heightPx - top - 1), step)),
      };
      const clipped = clipBox(box, displayedSize);
      return 'box' in clipped ? [{ classIndex, ...toNormalizedBox(clipped.box, displayedSize) }] : [];
    });
    return { split: 'train', file: 'a.jpg', sourceRef: 's3://b/a.jpg', boxes, displayedSize, orientation };
  });

function share(): fc.Arbitrary<number> {
  return fc.double({ min: 0, max: 1, noNaN: true });
}

function snap(value: number, step: number): number {
  return Math.floor(value / step) * step;
}

function rowsOf({ boxes }: SizedImage): string[] {
  return boxes.map(({ classIndex, ...box }) => formatYoloRow(classIndex, box));
}

/** The rows that a build would write for an image that was read back; the photo's header decides the frame. */
function rowsOfRead(
  { size, boxes }: LabelledImage,
  { displayedSize, orientation }: SizedImage,
  isCoco: boolean,
): string[] {
  const stored = toStoredSize(displayedSize, orientation);
  const header = {
    format: 'jpeg' as const,
    storedWidthPx: stored.widthPx,
    storedHeightPx: stored.heightPx,
    orientation,
  };
  const { frame } = resolveFrame(size, header, isCoco ? 'auto-displayed' : 'auto');
  return boxes.map(({ className, ...box }) => {
    const clipped = clipBox(frame === 'stored' ? toDisplayedBox(box, stored, orientation) : box, displayedSize);
    return 'box' in clipped && !clipped.isClipped
      ? formatYoloRow(classes.indexOf(className), toNormalizedBox(clipped.box, displayedSize))
      : 'changed';
  });
}

describe('round trips', () => {
  it('through a Ground Truth manifest keep classes, order, negatives and every row, whatever the orientation', () => {
    fc.assert(
      fc.property(fc.array(sizedImage, { minLength: 1, maxLength: 3 }), (images) => {
        const collector = new LabelCollector();
        collector.startManifest('out');
        const options = {
          classes,
          attribute: 'job',
          creationDate: '2026-01-01T00:00:00.000000',
          jobName: 'labeling-job/job',
        };
        images.forEach((image, i) => collector.addLine(formatManifestLine(image, `s3://b/${i}.jpg`, options), i + 1));
        const read = collector.finish();
        expect(read.classes).toEqual(classes);
        expect(read.problems).toEqual([]);
        images.forEach((image, i) => {
          const labelled = read.images.at(i);
          expect(labelled && rowsOfRead(labelled, image, false)).toEqual(rowsOf(image));
        });
      }),
    );
  });

  it('through COCO keep classes, order, negatives and every row, whatever the orientation', () => {
    fc.assert(
      fc.property(fc.array(sizedImage, { minLength: 1, maxLength: 3 }), (images) => {
        fc.pre(images.some((image) => image.boxes.length > 0));
        const collector = new CocoCollector();
        collector.startFile('out.json');
        const named = images.map((image, i) => ({ ...image, file: `${i}.jpg`, sourceRef: `s3://b/a/${i}.jpg` }));
        collector.push(formatCoco(named, { classes, fileNameOf: (image) => image.file }));
        const read = collector.finish();
        expect(read.classes).toEqual(classes);
        named.forEach((image, i) => {
          const labelled = read.images.at(i);
          expect([labelled?.sourceRef, labelled?.fileName]).toEqual([image.sourceRef, image.file]);
          expect(labelled && rowsOfRead(labelled, image, true)).toEqual(rowsOf(image));
        });
      }),
    );
  });
});
