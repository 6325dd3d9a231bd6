export {
  type DatasetBalance,
  type DatasetCopy,
  type DatasetDropped,
  type DatasetDroppedBox,
  type DatasetDroppedImage,
  type DatasetFile,
  datasetFormatVersion,
  type DatasetJson,
  type DatasetManifest,
  type DatasetOversample,
  type DatasetSplit,
  type DatasetUsable,
} from './dataset-json/dataset-json.js';
export { type DuplicatesJson, duplicatesFormatVersion } from './dataset-json/duplicates-json.js';
export { type CheckReport, type FindingGroup, groupFindings, type SplitTally } from './check/check-report.js';
export type { DatasetFiles } from './check/resolve-splits.js';
export { toLabelPath } from './check/to-label-path.js';
export type { Finding, FindingCode, FindingLevel } from './check/findings.js';
export { type LabelRow, type ParsedLabelFile, parseLabelFile } from './check/parse-label-file.js';
export { formatDatasetJson } from './dataset-json/format-dataset-json.js';
export { parseDatasetJson, type RecordedDataset } from './dataset-json/parse-dataset-json.js';
export { toDatasetJson } from './dataset-json/to-dataset-json.js';
export {
  ClassNotInListError,
  DatasetError,
  GroupKeyNotFoundError,
  ImageChangedError,
  ImagesUnreachableError,
  InvalidClassListError,
  InvalidOptionError,
  InvalidSplitsLockError,
  LabelAttributeNotFoundError,
  NothingLabelledError,
  OutputExistsError,
  OutputUnwritableError,
  ProblemsFoundError,
  ShardsEndedError,
  ShardsMissingError,
  TooFewImagesError,
  UnreadableDatasetError,
  UnreadableLabelsError,
  WrongManifestKindError,
} from './errors.js';
export { CocoCollector } from './coco/coco-collector.js';
export { parseAttributeName } from './export/attribute-name.js';
export { parseCreationDateOption } from './ground-truth/format-creation-date.js';
export { clipBox } from './geometry/clip-box.js';
export { type ExifMode, resolveFrame } from './geometry/resolve-frame.js';
export { toDisplayedBox } from './geometry/to-displayed-box.js';
export { formatYoloRow } from './geometry/format-yolo-row.js';
export { type NormalizedBox, toNormalizedBox, toPixelBox } from './geometry/to-normalized-box.js';
export { findLabelCandidates, type LabelCandidate } from './ground-truth/label-attribute.js';
export { LabelCollector, type LabelOptions } from './ground-truth/label-collector.js';
export type {
  AttributeSummary,
  ExcludedLine,
  Labels,
  ManifestSummary,
  VerificationSummary,
} from './ground-truth/labels.js';
export { parseClassListArgument, parseClassListFile } from './ground-truth/parse-class-list.js';
export { type DuplicatePolicy, parseDuplicatePolicy } from './ground-truth/resolve-duplicates.js';
export { type GroupBy, parseGroupBy } from './groups/group-by.js';
export type { CoOccurrence } from './measures/find-co-occurrence.js';
export type { BalanceMeasures, ClassDeviation, TargetDeviation } from './measures/measure-classes.js';
export type { DatasetMeasures } from './measures/measure-dataset.js';
export { countBy } from './model/count-by.js';
export type { LabelledBox, LabelledImage, SourceLine } from './model/labelled-image.js';
export { LabelledImageStore } from './model/labelled-image-store.js';
export type { ImageSizePx, PixelBox } from './model/pixel-box.js';
export type { Problem } from './model/problem.js';
export { createSequence, type Sequence } from './model/sequence.js';
export { describeReason, type Reason } from './model/reasons.js';
export { type OversampleSpec, parseOversampleSpec } from './oversample/parse-oversample-spec.js';
export { assertNoProblems, formatProblem } from './plan/assert-no-problems.js';
export type { ClassSummary, DatasetPlan, DroppedImage, PlannedImage } from './plan/dataset-plan.js';
export { examineImage, type ImageFacts, type ImageProblem } from './plan/examine-image.js';
export { planDataset, type ScanResults } from './plan/plan-dataset.js';
export type { PlanOptions } from './plan/plan-options.js';
export { allowedNegatives, type NegativesPolicy, parseNegativesPolicy } from './select/negatives-policy.js';
export { type BalanceSpec, parseBalanceSpec } from './select/parse-balance-spec.js';
export type { DuplicateGroup } from './split/duplicate-groups.js';
export { parseNearDistance } from './split/parse-near-distance.js';
export { parseSplitSpec, type SplitShares } from './split/parse-split-spec.js';
export { type SplitName, splitNames } from './split/split-name.js';
export { type AnchorFit, leastRecall, measureAnchorFit } from './report/analysis/anchor-fit.js';
export { type SizeBin, sizeHistogram } from './report/analysis/size-histogram.js';
export type { SplitLeaks } from './split/split-leaks.js';
export type { SplitSpread } from './split/split-spread.js';
export { parseSplitsLock, type SplitsLock } from './split/splits-lock.js';
export type { LockSummary, SplitMeasure, SplittingReport } from './split/splitting-report.js';
export { formatDataYaml } from './yolo/format-data-yaml.js';
export { uniqueFileNames } from './yolo/unique-file-names.js';
export { YoloCollector } from './yolo/yolo-collector.js';
export { nearestName } from '@detectory/terminal/nearest-name';
