export {
  type BuildDatasetOptions,
  type BuildStage,
  type BuildStep,
  type BuiltDataset,
  buildDataset,
} from './build-dataset.js';
export { createImageLocator, type ImageLocatorOptions, type LocateImage } from './create-image-locator.js';
export type { CopyMode } from './dataset-sink.js';
export { type LabelFormat, parseLabelFormat } from './label-format.js';
export { readClassList } from './read-class-list.js';
export { type LabelSources, readLabelSources, type ReadLabelSourcesOptions, toExifMode } from './read-label-sources.js';
export { type LabelsOnDisk, readLabels, type ReadLabelsOptions } from './read-labels.js';
export { readSplitsLock, type StoredSplitsLock } from './read-splits-lock.js';
export { type ScannedImage, scanImages, type ScanImagesOptions, type ScanResult } from './scan-images.js';
export { parseShard, type Shard } from './shard.js';
export { checkDataset, type CheckDatasetOptions } from './check-dataset.js';
export { type CheckedSplits, checkSplits, type CheckSplitsOptions, type SplitImages } from './check-splits.js';
export { findSplit } from './open-dataset.js';
export { exportDataset, type ExportDatasetOptions, type ExportedDataset } from './export-dataset.js';
export {
  createInputManifest,
  type InputManifest,
  type InputManifestOptions,
  type InputProblem,
} from './create-input-manifest.js';
