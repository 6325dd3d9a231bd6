export {
  type DatasetBalance,
  type DatasetDropped,
  type DatasetDroppedBox,
  type DatasetDroppedImage,
  type DatasetFile,
  datasetFormatVersion,
  type DatasetJson,
  type DatasetManifest,
  type DatasetSplit,
} from './dataset-json/dataset-json.js';
export { formatDatasetJson } from './dataset-json/format-dataset-json.js';
export { toDatasetJson } from './dataset-json/to-dataset-json.js';
export {
  ClassNotInListError,
  DatasetError,
  ImageChangedError,
  ImagesUnreachableError,
  InvalidClassListError,
  InvalidOptionError,
  LabelAttributeNotFoundError,
  NothingLabelledError,
  OutputExistsError,
  ProblemsFoundError,
  ShardsEndedError,
  ShardsMissingError,
  TooFewImagesError,
  WrongManifestKindError,
} from './errors.js';
export { clipBox } from './geometry/clip-box.js';
export { type ExifMode, resolveFrame } from './geometry/resolve-frame.js';
export { toDisplayedBox } from './geometry/to-displayed-box.js';
export { formatYoloRow, type NormalizedBox, toNormalizedBox, toPixelBox } from './geometry/to-normalized-box.js';
export { LabelCollector, type LabelOptions } from './ground-truth/label-collector.js';
export type { AttributeSummary, ExcludedLine, Labels, ManifestSummary } from './ground-truth/labels.js';
export { parseClassListArgument, parseClassListFile } from './ground-truth/parse-class-list.js';
export { type DuplicatePolicy, parseDuplicatePolicy } from './ground-truth/resolve-duplicates.js';
export { countBy } from './model/count-by.js';
export type { LabelledBox, LabelledImage, SourceLine } from './model/labelled-image.js';
export type { ImageSizePx, PixelBox } from './model/pixel-box.js';
export type { Problem } from './model/problem.js';
export { describeReason, type Reason } from './model/reasons.js';
export { assertNoProblems, formatProblem } from './plan/assert-no-problems.js';
export type { ClassSummary, DatasetPlan, DroppedImage, PlannedImage } from './plan/dataset-plan.js';
export { examineImage, type ImageFacts, type ImageProblem } from './plan/examine-image.js';
export { planDataset, type ScanResults } from './plan/plan-dataset.js';
export type { PlanOptions } from './plan/plan-options.js';
export { allowedNegatives, type NegativesPolicy, parseNegativesPolicy } from './select/negatives-policy.js';
export { type BalanceSpec, parseBalanceSpec } from './select/parse-balance-spec.js';
export { parseSplitSpec, type SplitShares } from './split/parse-split-spec.js';
export { type SplitName, splitNames } from './split/split-name.js';
export { formatDataYaml } from './yolo/format-data-yaml.js';
export { uniqueFileNames } from './yolo/unique-file-names.js';
export { nearestName } from './model/nearest-name.js';
