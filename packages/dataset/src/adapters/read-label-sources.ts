import type { Storage } from '@detectory/storage';
import { InvalidOptionError } from '../errors.js';
import type { ExifMode } from '../geometry/resolve-frame.js';
import type { LabelOptions } from '../ground-truth/label-collector.js';
import { createImageFinder } from './create-image-finder.js';
import { createImageLocator, type LocateImage } from './create-image-locator.js';
import { type DetectedInput, detectLabelFormat } from './detect-label-format.js';
import type { LabelFormat } from './label-format.js';
import { readCocoLabels } from './read-coco-labels.js';
import { type LabelsOnDisk, readLabels } from './read-labels.js';
import { noteLostSplits } from './note-lost-splits.js';
import { readYoloLabels } from './read-yolo-labels.js';

export interface ReadLabelSourcesOptions extends LabelOptions {
  readonly storage: Storage;
  /** Manifests, COCO files, data.yaml or obj.data files, or folders that hold one: paths or s3:// URIs. */
  readonly inputs: readonly string[];
  /** Takes the inputs for this format; without it their content tells. */
  readonly from?: LabelFormat | undefined;
  /** `--images`: where the images lie. */
  readonly images?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface LabelSources extends LabelsOnDisk {
  readonly format: LabelFormat;
  /** Finds where the bytes of a labelled image lie. */
  readonly locate: LocateImage;
}

/**
 * Labels in any format that is read, as one list of labelled images.
 * @throws DatasetError, StorageError
 */
export async function readLabelSources(options: ReadLabelSourcesOptions): Promise<LabelSources> {
  const { storage, inputs, from, images: root, ...rest } = options;
  const detected = await Promise.all(inputs.map((input) => detectLabelFormat(storage, input, from)));
  const format = assertOneFormat(detected);
  assertOptionsFit(format, rest);
  const sources = detected.map((input) => input.uri);
  if (format === 'ground-truth') {
    const locate = createImageLocator({ storage, root, manifests: sources });
    const read = await readLabels({ ...rest, storage, manifests: sources });
    return { format, locate, ...read, labels: noteLostSplits(read.labels, sources) };
  }
  const locate = createImageFinder({ storage, root, sources: detected });
  if (format === 'yolo') return { format, locate, ...(await readYoloLabels({ ...rest, storage, sources, locate })) };
  const read = await readCocoLabels({ ...rest, storage, files: sources });
  return { format, locate, ...read, labels: noteLostSplits(read.labels, sources) };
}

function assertOptionsFit(format: LabelFormat, { labelAttributes, dropVerified }: LabelOptions): void {
  if (format === 'ground-truth') return;
  const refuse = (flag: string, values: readonly string[], what: string): never => {
    throw new InvalidOptionError(
      `${flag} ${values.join(',')}: the input is ${format}, and only Ground Truth manifests have ${what}. Leave the flag out.`,
    );
  };
  if (labelAttributes) refuse('--label-attribute', labelAttributes, 'label attributes');
  if (dropVerified) refuse('--drop-verified', dropVerified, "a verification job's verdicts");
}

function assertOneFormat(inputs: readonly DetectedInput[]): LabelFormat {
  const formats = new Map(inputs.map(({ format, uri }) => [format, uri]));
  const [first, second] = formats;
  if (first && second)
    throw new InvalidOptionError(
      `${first[1]} is ${first[0]}, ${second[1]} is ${second[0]}: expected inputs of one format. Build them one by one, or force one with --from.`,
    );
  return first?.[0] ?? 'ground-truth';
}

/**
 * The frame that a format's boxes refer to. A YOLO row is relative to the photo as the trainer sees it, turned; in COCO the
 * size decides, and where it can't, tools that write COCO have shown the photo turned.
 */
export function toExifMode(format: LabelFormat, asked: ExifMode): ExifMode {
  if (asked !== 'auto' || format === 'ground-truth') return asked;
  return format === 'yolo' ? 'displayed' : 'auto-displayed';
}
