/** A tuning job as DescribeHyperParameterTuningJob tells it. */
export interface TuningState {
  readonly name: string;
  readonly status: string;
  readonly hasEnded: boolean;
  readonly failureReason: string | undefined;
  readonly trials: {
    readonly completed: number;
    readonly running: number;
    readonly failed: number;
    readonly stopped: number;
  };
  readonly total: number;
  readonly best:
    | { readonly job: string; readonly score: number; readonly hyperparameters: Readonly<Record<string, string>> }
    | undefined;
}

interface DescribedTuning {
  readonly HyperParameterTuningJobName?: string | undefined;
  readonly HyperParameterTuningJobStatus?: string | undefined;
  readonly HyperParameterTuningJobConfig?:
    { readonly ResourceLimits?: { readonly MaxNumberOfTrainingJobs?: number | undefined } | undefined } | undefined;
  readonly FailureReason?: string | undefined;
  readonly TrainingJobStatusCounters?:
    | {
        readonly Completed?: number | undefined;
        readonly InProgress?: number | undefined;
        readonly RetryableError?: number | undefined;
        readonly NonRetryableError?: number | undefined;
        readonly Stopped?: number | undefined;
      }
    | undefined;
  readonly BestTrainingJob?:
    | {
        readonly TrainingJobName?: string | undefined;
        readonly TunedHyperParameters?: Readonly<Record<string, string>> | undefined;
        readonly FinalHyperParameterTuningJobObjectiveMetric?: { readonly Value?: number | undefined } | undefined;
      }
    | undefined;
}

export function toTuningState(described: DescribedTuning): TuningState {
  const status = described.HyperParameterTuningJobStatus ?? 'InProgress';
  const counters = described.TrainingJobStatusCounters ?? {};
  const best = described.BestTrainingJob;
  return {
    name: described.HyperParameterTuningJobName ?? '',
    status,
    hasEnded: ['Completed', 'Failed', 'Stopped'].includes(status),
    failureReason: described.FailureReason,
    trials: {
      completed: counters.Completed ?? 0,
      running: counters.InProgress ?? 0,
      failed: (counters.RetryableError ?? 0) + (counters.NonRetryableError ?? 0),
      stopped: counters.Stopped ?? 0,
    },
    total: described.HyperParameterTuningJobConfig?.ResourceLimits?.MaxNumberOfTrainingJobs ?? 0,
    best: best?.TrainingJobName
      ? {
          job: best.TrainingJobName,
          score: best.FinalHyperParameterTuningJobObjectiveMetric?.Value ?? 0,
          hyperparameters: best.TunedHyperParameters ?? {},
        }
      : undefined,
  };
}
