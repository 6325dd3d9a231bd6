import type { ImageHeader } from '@detectory/imaging';
import type { RecordProblem } from '../model/problem.js';

/**
 * Ground Truth's quotas for the images of a bounding-box job ("Input Data Quotas" of the SageMaker developer guide).
 */
export const groundTruthLimits = {
  /** 40 MB, a megabyte taken as 10^6 bytes: the stricter reading. */
  imageBytes: 40_000_000,
  /** 100 megapixels. */
  imagePixels: 100_000_000,
  /** Images a job. */
  lines: 100_000,
  /** Characters of a line. */
  lineCharacters: 100_000,
} as const;

/** What keeps an image out of a labelling job; `undefined` where nothing does. */
export function checkInputImage(header: ImageHeader, sizeBytes: number): RecordProblem | undefined {
  const { format, storedWidthPx, storedHeightPx } = header;
  if (format !== 'jpeg' && format !== 'png')
    return {
      reason: 'image-format',
      message: `the content is ${format}; workers' browsers and Ground Truth want JPEG or PNG. Convert it.`,
    };
  if (sizeBytes > groundTruthLimits.imageBytes)
    return {
      reason: 'image-too-large',
      message: `it has ${(sizeBytes / 1e6).toFixed(1)} MB; Ground Truth takes up to 40 MB. Save it smaller.`,
    };
  const pixels = storedWidthPx * storedHeightPx;
  if (pixels > groundTruthLimits.imagePixels)
    return {
      reason: 'image-too-large',
      message: `it has ${storedWidthPx} × ${storedHeightPx} pixels (${(pixels / 1e6).toFixed(1)} megapixels); Ground Truth takes up to 100. Save it smaller.`,
    };
  return undefined;
}
