export { type BuildDatasetOptions, type BuildStage, type BuiltDataset, buildDataset } from './build-dataset.js';
export { createImageLocator, type ImageLocatorOptions, type LocateImage } from './create-image-locator.js';
export type { CopyMode } from './dataset-sink.js';
export { readClassList } from './read-class-list.js';
export { type LabelsOnDisk, readLabels, type ReadLabelsOptions } from './read-labels.js';
export { type ScannedImage, scanImages, type ScanImagesOptions, type ScanResult } from './scan-images.js';
export { parseShard, type Shard } from './shard.js';
