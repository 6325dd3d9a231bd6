import type { EvaluatedPhoto, TruthBox } from '@detectory/inference-core/evaluation';
import fc from 'fast-check';

export interface EvaluationCase {
  readonly photos: readonly EvaluatedPhoto[];
  readonly classCount: number;
  readonly maxDetections: number;
}

export interface CaseRules {
  /** Whether several detections may have one confidence, and one place. */
  readonly hasTies: boolean;
  readonly hasCrowds: boolean;
}

/** Labelled photos as nobody would wish for: empty ones, classes that nobody drew, duplicates, crowds, very many detections. */
export function evaluationCases(rules: CaseRules): fc.Arbitrary<EvaluationCase> {
  return fc.integer({ min: 1, max: 4 }).chain((classCount) =>
    fc.record({
      photos: fc
        .array(photo(classCount, rules), { minLength: 1, maxLength: 7 })
        .map((photos) => (rules.hasTies ? photos : photos.map((one, i) => untie(one, i)))),
      classCount: fc.constant(classCount),
      maxDetections: fc.constantFrom(100, 300, 12),
    }),
  );
}

/** From tiny to larger than COCO's largest range begins; whole numbers, so that equal overlaps are exactly equal. */
function box(classCount: number): fc.Arbitrary<TruthBox> {
  return fc
    .record({
      x: fc.integer({ min: 0, max: 12 }),
      y: fc.integer({ min: 0, max: 12 }),
      width: fc.integer({ min: 1, max: 10 }),
      height: fc.integer({ min: 1, max: 10 }),
      scale: fc.constantFrom(1, 8, 8, 32),
      classIndex: fc.integer({ min: 0, max: classCount - 1 }),
    })
    .map(({ x, y, width, height, scale, classIndex }) => ({
      xmin: x * scale,
      ymin: y * scale,
      xmax: (x + width) * scale,
      ymax: (y + height) * scale,
      classIndex,
    }));
}

function photo(classCount: number, { hasTies, hasCrowds }: CaseRules): fc.Arbitrary<EvaluatedPhoto> {
  const truth = fc
    .tuple(box(classCount), fc.nat(5))
    .map(([drawn, dice]) => (hasCrowds && dice === 0 ? { ...drawn, isCrowd: true } : drawn));
  const confidence = hasTies
    ? fc.integer({ min: 1, max: 9 }).map((tenth) => tenth / 10)
    : fc.double({ min: 0.002, max: 0.99, noNaN: true });
  const shift = fc.integer({ min: -2, max: 2 });
  return fc.array(truth, { maxLength: 8 }).chain((truths) => {
    const stray = fc.tuple(box(classCount), confidence).map(([at, sure]) => ({ ...at, confidence: sure }));
    const near = fc
      .tuple(fc.constantFrom(...truths, undefined), shift, shift, confidence, stray)
      .map(([drawn, dx, dy, sure, otherwise]) => {
        if (!drawn) return otherwise;
        const { xmin, ymin, classIndex } = drawn;
        const [xmax, ymax] = [Math.max(xmin + 1, drawn.xmax + dx), Math.max(ymin + 1, drawn.ymax + dy)];
        return { xmin, ymin, xmax, ymax, classIndex, confidence: sure };
      });
    const detections = fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: 6, arbitrary: fc.array(fc.oneof(near, near, stray), { maxLength: 20 }) },
      { weight: 1, arbitrary: fc.array(near, { minLength: 110, maxLength: 160 }) },
    );
    return fc.record({ truths: fc.constant(truths), detections });
  });
}

/** NumPy's plain sort leaves equal ones in any order: then nothing is to be equal, neither confidence nor overlap. */
function untie({ truths, detections }: EvaluatedPhoto, photoIndex: number): EvaluatedPhoto {
  const moved = detections
    .map((found, i) => {
      const shift = (i * 7 + photoIndex * 3 + 1) / 977;
      return {
        ...found,
        xmin: found.xmin - shift,
        xmax: found.xmax + shift / 2,
        confidence: Math.fround(found.confidence + i * 1e-5 + photoIndex * 1e-6),
      };
    })
    .sort((a, b) => b.confidence - a.confidence);
  const drawn = truths.map((one, g) => ({ ...one, ymin: one.ymin - g / 61 }));
  return { truths: drawn, detections: moved };
}
