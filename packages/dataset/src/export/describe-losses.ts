import { isS3Uri } from '@detectory/storage';
import type { RecordedDataset } from '../dataset-json/parse-dataset-json.js';
import { type NoteReason, noteReasons } from '../model/reasons.js';
import { describeGroundTruthLosses, describeMetadataLosses, type WrittenLabels } from './describe-label-losses.js';

export interface ExportShape extends WrittenLabels {
  /** Whether all splits go into one file. */
  readonly isSingle: boolean;
  readonly s3Prefix: string | undefined;
}

/** What a format can't hold of a dataset, a sentence for each thing that this dataset has. */
export function describeLosses(
  dataset: RecordedDataset,
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
    [to !== 'coco' && dataset.supercategories !== undefined, 'supercategories: they stand in dataset.json'],
    [dropped > 0, `why images and boxes were left out (${dropped}; it stands in dataset.json)`],
    ...lossesOf(
      to,
      dataset,
      files.map((file) => file.sourceRef),
      shape,
    ),
  ];
  const ofLabels = to === 'ground-truth' ? describeGroundTruthLosses(dataset, shape) : describeMetadataLosses(dataset);
  return [
    ...losses.flatMap(([applies, sentence]) => (applies ? [sentence] : [])),
    ...describeShapes(dataset),
    ...ofLabels,
  ];
}

/** What the source's objects had beside an upright box. */
const shapeNotes: readonly NoteReason[] = ['shape-ignored', 'rotation-ignored', 'crowd-left-out'];

function describeShapes({ notes }: RecordedDataset): string[] {
  return shapeNotes.flatMap((reason) => {
    const count = notes[reason] ?? 0;
    return count > 0 ? [`${noteReasons[reason]}: ${count}`] : [];
  });
}

function lossesOf(
  to: 'ground-truth' | 'coco' | 'yolo',
  { splits }: RecordedDataset,
  sourceRefs: readonly string[],
  { s3Prefix }: ExportShape,
): (readonly [boolean, string])[] {
  const elsewhere = sourceRefs.filter((ref) => !isS3Uri(ref)).length;
  const negatives = Object.values(splits).reduce((sum, split) => sum + split.negatives, 0);
  if (to === 'yolo') return [[true, 'where the images come from (their source-refs)']];
  if (to === 'coco')
    return [[elsewhere > 0, `where images come from, unless it is an s3:// URI (${elsewhere} are none)`]];
  return [
    [s3Prefix !== undefined, 'where the images come from: their source-refs now name the copies below --s3-prefix'],
    [
      s3Prefix === undefined && elsewhere > 0,
      `source-refs that are no s3:// URIs: ${elsewhere}, which Ground Truth and Rekognition need: pass --s3-prefix with where the dataset's images folder lies on S3`,
    ],
    [negatives > 0, `images without boxes: ${negatives} are written, but Rekognition passes over them`],
  ];
}
