import type { DatasetSplit } from '../../dataset-json/dataset-json.js';
import type { RecordedDataset } from '../../dataset-json/parse-dataset-json.js';
import { type SplitName, splitNames } from '../../split/split-name.js';
import type { ReportFacts, ReportImage } from '../report-facts.js';

export interface SampleImage {
  readonly split?: SplitName;
  /** Class, centre, size; each but the class a fraction of the side. */
  readonly boxes?: readonly (readonly [classIndex: number, x: number, y: number, width: number, height: number])[];
  readonly size?: readonly [widthPx: number, heightPx: number];
  /** `undefined` with `size`: an image that has a size but can't be decoded. */
  readonly dHash?: string;
}

/** Facts of made-up images; those without a size were not read. */
export function makeFacts(
  classes: readonly string[],
  samples: readonly SampleImage[],
  more: Partial<RecordedDataset> = {},
): ReportFacts {
  const images = samples.map(toImage);
  const splits = splitNames.flatMap((name) => {
    const own = images.filter((image) => image.split === name);
    return own.length > 0 ? [[name, countSplit(own, classes.length)] as const] : [];
  });
  const dataset: RecordedDataset = {
    formatVersion: 1,
    tool: { name: 'detectory-prep', version: '0.0.0' },
    seed: 0,
    options: {},
    manifests: [{ name: 'output.manifest', sha256: '00', lines: images.length }],
    labelAttributes: ['job'],
    classes,
    splits: Object.fromEntries(splits),
    balance: null,
    dropped: { counts: {}, images: [], boxes: [] },
    notes: {},
    ...more,
  };
  return { place: 'dataset', dataset, imgsz: 640, images };
}

function toImage({ split = 'train', boxes = [], size, dHash }: SampleImage, i: number): ReportImage {
  return {
    split,
    file: `${i}.jpg`,
    sourceRef: `s3://photos/${i}.jpg`,
    boxes: boxes.map(([classIndex, centerX, centerY, width, height]) => ({
      classIndex,
      centerX,
      centerY,
      width,
      height,
    })),
    look: size && { size: { widthPx: size[0], heightPx: size[1] }, dHash },
  };
}

function countSplit(images: readonly ReportImage[], classCount: number): DatasetSplit {
  const boxesOf = (k: number): number =>
    images.flatMap(({ boxes }) => boxes).filter((box) => box.classIndex === k).length;
  const imagesOf = (k: number): number =>
    images.filter(({ boxes }) => boxes.some((box) => box.classIndex === k)).length;
  const indices = Array.from({ length: classCount }, (_, k) => k);
  return {
    images: images.length,
    boxes: images.reduce((sum, image) => sum + image.boxes.length, 0),
    negatives: images.filter((image) => image.boxes.length === 0).length,
    boxesPerClass: indices.map(boxesOf),
    imagesPerClass: indices.map(imagesOf),
    files: images.map(({ file, sourceRef, boxes }) => ({ file, sourceRef, boxes: boxes.length })),
  };
}
