import type { ModelManifest } from '../model/model-manifest.js';
import type { DetectionOptions, DetectionRows } from './detection.js';
import { anchorFreeLayout, anchorGridLayout, collectCandidates } from './kernels/collect-candidates.js';
import { suppress } from './kernels/suppress.js';

/** A raw YOLO output for one image to detections, as YOLOv5's `non_max_suppression` decides them. */
export function decodeRawOutput(
  values: Float32Array,
  head: ModelManifest['head'],
  classes: number,
  options: DetectionOptions,
): DetectionRows {
  const layout =
    head === 'anchor-grid'
      ? anchorGridLayout(values.length / (5 + classes), classes)
      : anchorFreeLayout(values.length / (4 + classes));
  return suppress(collectCandidates(values, layout, classes, options), options);
}
