import { relative } from 'node:path';
import type { RunRecord } from './run-record.js';

interface TrainedOn {
  readonly dataset: {
    readonly folder: string;
    readonly sha256?: string;
  };
  readonly data: {
    readonly train: readonly string[];
    readonly val: readonly string[];
    /** The validation photos where they lie: a run may train on links and copies in a folder of its own. */
    readonly originals: { readonly val: readonly string[] };
    readonly classNames: readonly string[];
    readonly warning?: string;
  };
}

/** A report shows fewer, and needs no more to draw a curve. */
const mostSampled = 100;

/** What run.json says of a run's photos. */
export function describeDataset({ dataset, data }: TrainedOn): RunRecord['dataset'] {
  const { classNames, warning } = data;
  return {
    classNames,
    trainPhotos: data.train.length,
    valPhotos: data.val.length,
    ...(dataset.sha256 === undefined ? {} : { sha256: dataset.sha256 }),
    ...(warning === undefined ? {} : { warning }),
    valSample: sampleEvenly(findInDataset(dataset, data.originals.val), mostSampled),
  };
}

/** Photos below the dataset's folder; those that stand elsewhere nobody finds later. */
function findInDataset({ folder }: TrainedOn['dataset'], photos: readonly string[]): string[] {
  return photos.map((photo) => relative(folder, photo)).filter((name) => !name.startsWith('..'));
}

function sampleEvenly(names: readonly string[], most: number): string[] {
  if (names.length <= most) return [...names];
  return Array.from({ length: most }, (_, i) => names[Math.floor((i * names.length) / most)] ?? '');
}
