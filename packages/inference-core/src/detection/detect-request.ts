import type { DetectionOptions } from './detection.js';

/** What one call may ask for; what it leaves out comes from the model's own thresholds. */
export interface DetectRequest extends Partial<DetectionOptions> {
  /** Only these classes, by their index in the model; all where absent. */
  readonly classIndices?: readonly number[];
  /** Wanted input side in pixels: the model's fixed size that comes nearest is used. */
  readonly imageSizePx?: number;
  /** Aborted before the model began with the image: the image is dropped, and the call rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}
