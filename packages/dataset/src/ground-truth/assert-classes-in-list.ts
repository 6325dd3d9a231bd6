import { ClassNotInListError } from '../errors.js';
import type { LabelledImage } from '../model/labelled-image.js';
import type { ManifestSummary } from './labels.js';
import { nearestName } from '@detectory/terminal/nearest-name';
import type { Sequence } from '../model/sequence.js';

/** @throws ClassNotInListError at the first box whose class the list lacks, with the nearest name in it */
export function assertClassesInList(
  images: Sequence<LabelledImage>,
  classList: readonly string[],
  manifests: readonly ManifestSummary[],
): void {
  const known = new Set(classList);
  for (const { boxes, manifest, line } of images)
    for (const { className } of boxes)
      if (!known.has(className))
        throw new ClassNotInListError(
          className,
          `${manifests[manifest]?.name}:${line}`,
          nearestName(className, classList),
          classList,
        );
}
