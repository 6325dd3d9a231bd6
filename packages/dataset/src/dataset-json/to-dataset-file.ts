import { formatCreationDate } from '../ground-truth/format-creation-date.js';
import type { LabelledBox } from '../model/labelled-image.js';
import type { PlannedImage } from '../plan/dataset-plan.js';
import type { DatasetFile } from './dataset-json.js';

/**
 * Takes the image's labels as they were read: preparing its rows would double the time of a plan.
 * @param newestMicros the dataset's `labelledAt`, which is not said again of each image
 * @param dropped positions in the label of boxes that do not stay
 */
export function toDatasetFile(
  { fileName, sourceRef, boxes, facts, source }: PlannedImage,
  newestMicros: number | undefined,
  dropped: ReadonlySet<number> | undefined,
): DatasetFile {
  const { createdAtMicros, isMachineMade } = source;
  const isDated = createdAtMicros !== undefined && createdAtMicros !== newestMicros;
  const confidences = confidencesOf(source.boxes, dropped);
  return {
    file: fileName,
    sourceRef,
    boxes,
    ...(facts && { sha256: facts.sha256 }),
    ...(isDated && { labelledAt: formatCreationDate(createdAtMicros) }),
    ...(isMachineMade && { humanAnnotated: false }),
    ...(confidences && { confidences }),
  };
}

/** Of the boxes that stay, whose order is that of the label's. */
function confidencesOf(
  boxes: readonly LabelledBox[],
  dropped: ReadonlySet<number> | undefined,
): (number | null)[] | undefined {
  const kept = dropped ? boxes.filter((_, box) => !dropped.has(box)) : boxes;
  return kept.some(hasConfidence) ? kept.map(({ confidence }) => confidence ?? null) : undefined;
}

function hasConfidence({ confidence }: LabelledBox): boolean {
  return confidence !== undefined;
}
