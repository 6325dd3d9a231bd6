import { LabelCollector, type LabelOptions } from '../src/ground-truth/label-collector.js';
import type { Labels } from '../src/ground-truth/labels.js';

export type JsonLine = Readonly<Record<string, unknown>>;

/** One box as a labelling job writes it. */
export const box = (classId: number | string, left = 1, top = 1, width = 10, height = 10): JsonLine => ({
  class_id: classId,
  left,
  top,
  width,
  height,
});

export interface LabelParts {
  readonly annotations?: readonly unknown[];
  readonly classMap?: JsonLine;
  readonly imageSize?: unknown;
  /** What the metadata hold besides. */
  readonly metadata?: JsonLine;
}

/** A bounding-box label under `attribute`, with its metadata. */
export function label(
  attribute: string,
  { annotations = [], classMap = {}, imageSize, metadata }: LabelParts,
): JsonLine {
  return {
    [attribute]: { annotations, image_size: imageSize ?? [{ width: 640, height: 480, depth: 3 }] },
    [`${attribute}-metadata`]: {
      objects: annotations.map(() => ({ confidence: 0 })),
      'class-map': classMap,
      type: 'groundtruth/object-detection',
      'human-annotated': 'yes',
      'creation-date': '2026-01-02T03:04:05.000000',
      'job-name': `labeling-job/${attribute}`,
      ...metadata,
    },
  };
}

/** A line with one label `tools` that has a drill. */
export function drillLine(sourceRef: string, parts: LabelParts = {}): JsonLine {
  const annotations = parts.annotations ?? [box(0)];
  return { 'source-ref': sourceRef, ...label('tools', { classMap: { 0: 'drill' }, ...parts, annotations }) };
}

export function readLines(lines: readonly JsonLine[], options?: LabelOptions): Labels {
  return readManifests([lines], options);
}

export function readManifests(manifests: readonly (readonly JsonLine[])[], options?: LabelOptions): Labels {
  const collector = new LabelCollector(options);
  manifests.forEach((lines, m) => {
    collector.startManifest(`${m + 1}.manifest`);
    lines.forEach((line, i) => collector.addLine(JSON.stringify(line), i + 1));
  });
  return collector.finish();
}

/** The class of each box of each image. */
export function namesIn({ images }: Labels): string[][] {
  return images.map(({ boxes }) => boxes.map(({ className }) => className));
}
