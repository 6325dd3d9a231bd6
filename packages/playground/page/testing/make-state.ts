import type { Answer } from '../answer/answer.js';
import type { Detection } from '../answer/detection.js';
import type { Photo } from '../photo/photo.js';

const classNames = ['drill', 'hammer', 'saw'];

/** A detection of a class by its index. */
export function found(classIndex: number, confidence: number, name = classNames[classIndex] ?? 'other'): Detection {
  return { xmin: 10, ymin: 20, xmax: 50, ymax: 40, confidence, class: classIndex, name };
}

export function done(...detections: readonly Detection[]): Answer {
  return { kind: 'done', detections, totalMs: 10, timing: [] };
}

export function photo(id: number): Photo {
  return { id, name: `photo-${id}.jpg`, blob: new Blob(), url: `blob:${id}`, size: { width: 640, height: 480 } };
}
