import { metricDefinitions } from '../metrics/format-metric-line.js';
import { resolveOptions } from '../options/resolve-options.js';
import { findBatchFaults } from '../runner/sagemaker/find-scale-faults.js';
import type { TrainingJobDefinition } from '../runner/sagemaker/training-job-request.js';
import type { TrainingJobSpec } from '../runner/sagemaker/training-job-spec.js';
import { createdByTag, toTrainingJobDefinition } from '../runner/sagemaker/to-training-job-request.js';
import type { SearchRange } from './search-space.js';

export type SearchStrategy = 'Bayesian' | 'Random' | 'Hyperband';

export interface TuningSpec {
  readonly name: string;
  readonly strategy: SearchStrategy;
  readonly trials: number;
  readonly parallel: number;
  readonly space: readonly SearchRange[];
  readonly seed: number;
  /** What every trial shares; its checkpoints are left out, because trials must not go on from each other's. */
  readonly job: TrainingJobSpec;
  /** Hyperband gives weak trials fewer epochs. */
  readonly epochs: number;
}

/** CreateHyperParameterTuningJob's input, as far as we set it. */
export interface TuningRequest {
  readonly HyperParameterTuningJobName: string;
  readonly HyperParameterTuningJobConfig: {
    Strategy: SearchStrategy;
    StrategyConfig?: { HyperbandStrategyConfig: { MinResource: number; MaxResource: number } };
    HyperParameterTuningJobObjective: { Type: 'Maximize'; MetricName: string };
    ResourceLimits: { MaxNumberOfTrainingJobs: number; MaxParallelTrainingJobs: number };
    ParameterRanges: ParameterRanges;
    TrainingJobEarlyStoppingType: 'Auto' | 'Off';
    RandomSeed: number;
  };
  readonly TrainingJobDefinition: TrainingJobDefinition & {
    StaticHyperParameters: Record<string, string>;
    Environment?: Record<string, string>;
  };
  readonly Tags: { Key: string; Value: string }[];
}

interface ParameterRanges {
  readonly ContinuousParameterRanges: BoundedRange[];
  readonly IntegerParameterRanges: BoundedRange[];
  readonly CategoricalParameterRanges: { Name: string; Values: string[] }[];
}

interface BoundedRange {
  readonly Name: string;
  readonly MinValue: string;
  readonly MaxValue: string;
  readonly ScalingType: 'Linear' | 'Logarithmic';
}

/** Emitted after every epoch, which early stopping needs; its name is one of the metric definitions. */
export const objectiveMetric = 'val:mAP50_95';

export function toTuningRequest(spec: TuningSpec): TuningRequest {
  const { job, strategy } = spec;
  const definition = toTrainingJobDefinition({ ...job, checkpointUri: undefined });
  const searched = new Set(spec.space.map(({ name }) => name));
  const fixed = Object.entries(job.hyperparameters).filter(([name]) => !searched.has(name));
  return {
    HyperParameterTuningJobName: spec.name,
    HyperParameterTuningJobConfig: {
      Strategy: strategy,
      ...(strategy === 'Hyperband' && { StrategyConfig: toHyperband(spec.epochs) }),
      HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: objectiveMetric },
      ResourceLimits: { MaxNumberOfTrainingJobs: spec.trials, MaxParallelTrainingJobs: spec.parallel },
      ParameterRanges: toParameterRanges(spec.space),
      // Hyperband stops trials itself, and SageMaker refuses both together.
      TrainingJobEarlyStoppingType: strategy === 'Hyperband' ? 'Off' : 'Auto',
      RandomSeed: spec.seed,
    },
    TrainingJobDefinition: {
      ...definition,
      StaticHyperParameters: Object.fromEntries(fixed),
      ...(job.environment && { Environment: { ...job.environment } }),
    },
    Tags: [createdByTag, ...Object.entries(job.tags ?? {}).map(([Key, Value]) => ({ Key, Value }))],
  };
}

function toHyperband(epochs: number): { HyperbandStrategyConfig: { MinResource: number; MaxResource: number } } {
  return { HyperbandStrategyConfig: { MinResource: Math.max(1, Math.round(epochs / 10)), MaxResource: epochs } };
}

function toParameterRanges(space: readonly SearchRange[]): ParameterRanges {
  const bounded = (kind: 'continuous' | 'integer'): BoundedRange[] =>
    space.flatMap((range) =>
      range.kind === kind
        ? [
            {
              Name: range.name,
              MinValue: String(range.min),
              MaxValue: String(range.max),
              ScalingType: range.scale === 'log' ? 'Logarithmic' : 'Linear',
            } as const,
          ]
        : [],
    );
  return {
    ContinuousParameterRanges: bounded('continuous'),
    IntegerParameterRanges: bounded('integer'),
    CategoricalParameterRanges: space.flatMap((range) =>
      range.kind === 'choice' ? [{ Name: range.name, Values: [...range.values] }] : [],
    ),
  };
}

const tuningName = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}$/;

/** What SageMaker would refuse of a tuning job itself; its training jobs are checked as any other. */
export function findTuningFaults({ name, trials, parallel, space, job, strategy, epochs }: TuningSpec): string[] {
  const faults: string[] = [];
  if (!tuningName.test(name))
    faults.push(
      `The tuning job's name "${name}" is not one that SageMaker takes: expected 1 to 32 letters, digits and hyphens, beginning and ending with a letter or digit. Pass another --name.`,
    );
  if (parallel > trials) faults.push(`--parallel ${parallel} is more than --trials ${trials}. Lower it.`);
  if (space.length > 30)
    faults.push(`${space.length} hyperparameters are searched; SageMaker takes 30. Pass fewer --range.`);
  if (Object.keys(job.environment ?? {}).length > 48)
    faults.push('A tuning job takes at most 48 environment variables, a training job 100. Pass fewer --environment.');
  faults.push(
    ...findJobOnlyFaults(job),
    ...findSearchedBatchFaults(space, job),
    ...findSearchedWeightsFaults(space, job),
  );
  if (strategy === 'Hyperband' && epochs < 10)
    faults.push(
      `Hyperband needs room to stop weak trials early: --epochs is ${epochs}; pass 10 or more, or --strategy bayesian.`,
    );
  if (!metricDefinitions.some(({ Name }) => Name === objectiveMetric))
    faults.push(`No metric definition is named ${objectiveMetric}, which the search maximises.`);
  return faults;
}

/** A batch that the job's GPUs can't share fails each trial that draws it. */
function findSearchedBatchFaults(space: readonly SearchRange[], job: TrainingJobSpec): string[] {
  const range = space.find(({ name }) => name === 'batch-size');
  if (!range) return [];
  const batches =
    range.kind === 'choice'
      ? range.values.map((value) => resolveOptions(new Map([['batch-size', value]]))['batch-size'])
      : Array.from({ length: range.max - range.min + 1 }, (_, index) => range.min + index);
  const [fault] = batches.flatMap((batch) => findBatchFaults(job, batch));
  return fault === undefined ? [] : [`--range batch-size holds what no trial could train with. ${fault}`];
}

/** The channel of weights is the same for all trials, and holds those of `--weights`; in it they are found by their bare name. */
function findSearchedWeightsFaults(space: readonly SearchRange[], { hyperparameters }: TrainingJobSpec): string[] {
  const range = space.find(({ name }) => name === 'weights');
  const sent = [...new Set([hyperparameters['weights'] ?? 'none', 'none'])];
  const others = range?.kind === 'choice' ? range.values.filter((value) => !sent.includes(value)) : [];
  if (others.length === 0) return [];
  return [
    `--range weights holds ${others.join(', ')}; a tuning job sends its trials the weights of --weights alone, so that they can try ` +
      `${sent.join(' and ')}. Start a search for each --weights, or search on this machine.`,
  ];
}

/** A tuning job's definition of its trainings has no place for these. */
function findJobOnlyFaults(job: TrainingJobSpec): string[] {
  const asked = [
    ['--tensorboard-out', job.tensorboardUri],
    ['--private-registry', job.registry],
    ['--remote-debug', job.allowsRemoteDebug],
    ['--infra-check', job.checksMachines],
    ['--experiment', job.experiment],
  ] as const;
  return asked.flatMap(([flag, value]) =>
    value ? [`SageMaker takes ${flag} for a single job only. Leave it out.`] : [],
  );
}
