import fc from 'fast-check';
import type { EvaluatedPhoto } from '../evaluation/evaluated-photo.js';

/** Photos with objects of three classes, and detections beside and upon them, no two with one confidence. */
export function labelledPhotos(): fc.Arbitrary<readonly EvaluatedPhoto[]> {
  const side = fc.integer({ min: 5, max: 120 });
  const truth = fc.record({ xmin: fc.nat(200), ymin: fc.nat(200), width: side, height: side, classIndex: fc.nat(2) });
  const toCorners = ({
    xmin,
    ymin,
    width,
    height,
    classIndex,
  }: typeof truth extends fc.Arbitrary<infer T> ? T : never) => ({
    xmin,
    ymin,
    xmax: xmin + width,
    ymax: ymin + height,
    classIndex,
  });
  const photo = fc.array(fc.tuple(truth.map(toCorners), fc.nat(3), fc.integer({ min: -4, max: 4 })), { maxLength: 6 });
  return fc.array(photo, { maxLength: 5 }).map((photos) =>
    photos.map((objects, p) => ({
      truths: objects.filter(([, kind]) => kind !== 1).map(([object]) => object),
      detections: objects
        .filter(([, kind]) => kind !== 2)
        .map(([object, , shift], i) => ({
          ...object,
          xmax: object.xmax + shift,
          confidence: 0.01 + ((i * 37 + p * 11) % 89) / 100 + p / 1000,
        })),
    })),
  );
}
