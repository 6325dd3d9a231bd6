import type { RequestOptions } from './request-options.js';

export interface DetectionQuery extends RequestOptions {
  readonly confidence: number;
  /** All where absent. */
  readonly classNames?: readonly string[];
}

/**
 * Path and query of a detection request, relative to the page.
 * @param model undefined for the only model of a single-model server
 */
export function toRequestPath(model: string | undefined, query: DetectionQuery): string {
  const { confidence, iou, maxDetections, imageSizePx, classNames } = query;
  const parameters = new URLSearchParams({ conf: String(confidence), iou: String(iou), max: String(maxDetections) });
  if (imageSizePx !== undefined) parameters.set('imgsz', String(imageSizePx));
  if (classNames) parameters.set('classes', classNames.join(','));
  const path = model === undefined ? 'invocations' : `models/${encodeURIComponent(model)}/invoke`;
  return `${path}?${parameters}`;
}
