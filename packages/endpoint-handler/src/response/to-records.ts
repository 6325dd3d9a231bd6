import type { Detection } from '@detectory/inference-core';
import type { DetectionRecord } from '../ports/detection-record.js';

export function toRecords(detections: readonly Detection[], classNames: readonly string[]): DetectionRecord[] {
  return detections.map(({ xmin, ymin, xmax, ymax, confidence, classIndex }) => ({
    xmin,
    ymin,
    xmax,
    ymax,
    confidence,
    class: classIndex,
    name: classNames[classIndex] ?? `class ${classIndex}`,
  }));
}
