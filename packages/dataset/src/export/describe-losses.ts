import { isS3Uri } from '@detectory/storage';
import type { DatasetJson } from '../dataset-json/dataset-json.js';

export interface ExportShape {
  /** Whether all splits go into one file. */
  readonly isSingle: boolean;
  readonly s3Prefix: string | undefined;
}

/** What a format can't hold of a dataset, a sentence for each thing that this dataset has. */
export function describeLosses(
  dataset: DatasetJson,
  to: 'ground-truth' | 'coco' | 'yolo',
  shape: ExportShape,
): string[] {
  const splits = Object.values(dataset.splits);
  const files = splits.flatMap((split) => split.files);
  const dropped = dataset.dropped.images.length + dataset.dropped.boxes.length;
  const losses: (readonly [boolean, string])[] = [
    [
      shape.isSingle && splits.length > 1,
      `the splits (${Object.keys(dataset.splits).join(', ')}): one file holds them all; name a folder for a file each`,
    ],
    [dropped > 0, `why ${dropped} images and boxes were left out (it stands in dataset.json)`],
    ...lossesOf(
      to,
      dataset,
      files.map((file) => file.sourceRef),
      shape,
    ),
  ];
  return losses.flatMap(([applies, sentence]) => (applies ? [sentence] : []));
}

function lossesOf(
  to: 'ground-truth' | 'coco' | 'yolo',
  { splits }: DatasetJson,
  sourceRefs: readonly string[],
  { s3Prefix }: ExportShape,
): (readonly [boolean, string])[] {
  const elsewhere = sourceRefs.filter((ref) => !isS3Uri(ref)).length;
  const negatives = Object.values(splits).reduce((sum, split) => sum + split.negatives, 0);
  if (to === 'yolo') return [[true, 'where the images come from (their source-refs)']];
  if (to === 'coco') return [[elsewhere > 0, `the source of ${elsewhere} images, which is no s3:// URI`]];
  return [
    [s3Prefix !== undefined, 'where the images come from: their source-refs now name the copies below --s3-prefix'],
    [
      s3Prefix === undefined && elsewhere > 0,
      `${elsewhere} source-refs are no s3:// URIs, which Ground Truth and Rekognition need: pass --s3-prefix with where the dataset's images folder lies on S3`,
    ],
    [negatives > 0, `${negatives} images without boxes are written, but Rekognition passes over them`],
  ];
}
