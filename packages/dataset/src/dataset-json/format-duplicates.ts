import type { DatasetPlan } from '../plan/dataset-plan.js';
import { type DuplicatesJson, duplicatesFormatVersion } from './duplicates-json.js';
import { datasetJsonPieces } from './format-dataset-json.js';

/** The text of `duplicates.json` piece by piece, one group on a line. */
export function duplicatesPieces(plan: DatasetPlan): Generator<string, void> {
  return datasetJsonPieces(toDuplicatesJson(plan));
}

function toDuplicatesJson({ images, duplicates, splitting }: DatasetPlan): DuplicatesJson {
  const imageOf = new Map(images.map((image) => [image.sourceRef, image]));
  return {
    formatVersion: duplicatesFormatVersion,
    distance: splitting.nearDuplicates?.distance ?? null,
    groups: duplicates.map(({ kind, sourceRefs }) => ({
      kind,
      images: sourceRefs.flatMap((sourceRef) => {
        const image = imageOf.get(sourceRef);
        return image ? [{ split: image.split, file: image.fileName }] : [];
      }),
    })),
  };
}
