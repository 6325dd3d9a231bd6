export { type MlPaths, toMlPaths } from './contract/ml-paths.js';
export { type HyperparameterValue, parseHyperparameters } from './contract/parse-hyperparameters.js';
export type { EvaluatingEvent, ProgressEvent, ReportProgress } from './control/progress-channel.js';
export { type DataYaml, parseDataYaml, type SplitName } from './data/parse-data-yaml.js';
export type { ExportedArchive } from './control/export-model.js';
export type { Engine } from './engine/engine.js';
export type { ClassFigures, EngineEvent, EpochEvent, Losses } from './engine/engine-event.js';
export { judgeParity, type Parity } from './engine/judge-parity.js';
export {
  ChannelUnusableError,
  DatasetUnusableError,
  EngineFailedError,
  ExportMismatchError,
  ExportRefusedError,
  HyperparameterInvalidError,
  JobFileUnreadableError,
  OutputExistsError,
  OutputNotWritableError,
  PythonMissingError,
  RecordIoInvalidError,
  TrainerError,
  WeightsCorruptError,
  WeightsNotFoundError,
  WeightsUnusableError,
} from './errors.js';
export { formatMetricLine, metricDefinitions } from './metrics/format-metric-line.js';
export { continueHyperparameters } from './options/continue-hyperparameters.js';
export { refusedOptions } from './options/groups/refused-options.js';
export { optionAliases, type OptionName, optionTable } from './options/option-table.js';
export { type OptionGroup, optionGroups, type OptionSpec, type OptionValue } from './options/option-spec.js';
export { type Preset, type PresetName, presets } from './options/presets/presets.js';
export { resolveOptions, type TrainOptions } from './options/resolve-options.js';
export type { ExportVariant, Refusal } from './quantise/export-variant.js';
export { formatVariants } from './quantise/format-variants.js';
export { parsePrecisions, type Precision } from './quantise/precision.js';
export { renderRunReport } from './report/render-run-report.js';
export type { RecordedEpoch, RunRecord, StopReason } from './report/run-record.js';
export { judgeCfgOfWeights } from './weights/judge-cfg-of-weights.js';
export { createTrainingWatch, type TrainingWatch, type TrainingWatchOptions } from './watch/create-training-watch.js';
export { createSmoother, smoothCurve, type Smoother } from './watch/smooth.js';
export { totalLoss } from './watch/total-loss.js';
export type { Saved, Verdict, VerdictEvent, WatchState, WatchSummary } from './watch/watch-state.js';
export type { ContainerHost, ContainerMount, TrainingContainer } from './runner/local/container-host.js';
export {
  FailedRunKeptError,
  JobFailedError,
  JobFolderTakenError,
  JobInvalidError,
  RunFileDamagedError,
  RunNotFoundError,
  RunNotUploadedError,
  RunOutOfSightError,
  RunUnderWayError,
  SageMakerRefusedError,
  SearchDiffersError,
} from './runner/run-errors.js';
export type {
  AttachedRun,
  Runner,
  RunListeners,
  RunPlace,
  RunRequest,
  RunResult,
  StartedRun,
  StopOptions,
} from './runner/run-request.js';
export { estimateJob, type JobEstimate, type JobSize } from './runner/sagemaker/estimate-job.js';
export { toJobName } from './runner/sagemaker/find-job-faults.js';
export { findInstance, type InstanceFacts, instanceTypes, pricesAsOf } from './runner/sagemaker/instance-types.js';
export { hasJobEnded, type JobState, toJobCost, toSpotSavings } from './runner/sagemaker/job-state.js';
export { toTrainingJobRequest } from './runner/sagemaker/to-training-job-request.js';
export type { TrainingJobSpec } from './runner/sagemaker/training-job-spec.js';
export { parseRange } from './tune/parse-range.js';
export { type SearchRange, toSearchSpace, withRanges } from './tune/search-space.js';
export { findTuningFaults, type SearchStrategy, toTuningRequest, type TuningSpec } from './tune/tuning-request.js';
export type { TuningState } from './tune/tuning-state.js';
export { searchFile, type TrialRecord } from './tune/trial-record.js';
