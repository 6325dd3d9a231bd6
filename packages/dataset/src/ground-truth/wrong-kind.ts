import { isJsonObject, type JsonObject, toText } from './json-value.js';
import { metadataSuffix } from './label-attribute.js';

const wanted =
  'Expected the output.manifest of a bounding-box job (s3://<output>/<job>/manifests/output/output.manifest): ' +
  'one JSON object a line, with "source-ref" and a label of type groundtruth/object-detection.';

/** What a file is instead of a bounding-box manifest, and where to find the right one. */
export const wrongKinds = {
  'not-json': `this is not a manifest: its first line is no JSON. ${wanted}`,
  'single-json': `this is one JSON document over the whole file (such as COCO), not one JSON object a line. ${wanted}`,
  coco: `this is a COCO file ("images", "annotations", "categories"), not a Ground Truth manifest. ${wanted}`,
  text: `this is the manifest of a text job (its lines hold "source" with text). ${wanted}`,
  'worker-response': `this is a worker's response ("boundingBoxes", "inputImageProperties"), not the job's consolidated output. ${wanted}`,
  segmentation: `this is the manifest of a segmentation job: its labels are mask images, without boxes. ${wanted}`,
  video: `this is the manifest of a video job: its lines name sequences of frames, whose boxes lie in SeqLabel.json files. ${wanted}`,
  'image-classification': `this is the manifest of an image-classification job: its labels are classes without boxes. ${wanted}`,
  verification: `this manifest holds only verification results (good or bad), without the boxes that were verified. ${wanted}`,
  other: `its lines carry labels, but none with bounding boxes. ${wanted}`,
  unknown: `none of its lines is one of a Ground Truth manifest. ${wanted}`,
} as const;

export type WrongKind = keyof typeof wrongKinds;

const kindOfType: readonly (readonly [RegExp, WrongKind])[] = [
  [/video/, 'video'],
  [/segmentation/, 'segmentation'],
  [/verification/, 'verification'],
  [/text|named-entity/, 'text'],
  [/image-classification/, 'image-classification'],
];

/** What kind of job wrote this line, which has no bounding-box label; `undefined` when it carries no label at all. */
export function recogniseWrongKind(line: JsonObject): WrongKind | undefined {
  if ('images' in line && 'annotations' in line) return 'coco';
  if (isWorkerResponse(line)) return 'worker-response';
  if (!('source-ref' in line) && typeof line['source'] === 'string') return 'text';
  for (const key of Object.keys(line)) {
    const metadata = line[key];
    if (key.endsWith(metadataSuffix) && isJsonObject(metadata) && !('failure-reason' in metadata))
      return toKind(metadata['type']);
  }
  return Object.keys(line).some((key) => key.endsWith('-ref') && key !== 'source-ref') ? 'segmentation' : undefined;
}

function toKind(type: unknown): WrongKind {
  return kindOfType.find(([pattern]) => pattern.test(toText(type)))?.[1] ?? 'other';
}

function isWorkerResponse(line: JsonObject): boolean {
  const values = [line, ...Object.values(line)];
  return (
    'answers' in line ||
    values.some((value) => isJsonObject(value) && ('boundingBoxes' in value || 'inputImageProperties' in value))
  );
}
