import { metricDefinitions } from '../../metrics/format-metric-line.js';
import type { TrainingJobSpec } from './training-job-spec.js';

/** Sizes and ranges of SageMaker's service model (CreateTrainingJob). */
export function findLimitFaults(spec: TrainingJobSpec): string[] {
  return [
    ...findHyperparameterFaults(spec),
    ...findMapFaults('environment', '--environment', spec.environment, { entries: 100, key: 512, value: 512 }),
    ...findMapFaults('tags', '--tags', spec.tags, { entries: 49, key: 128, value: 256 }),
    ...findRangeFaults(spec),
    ...findExperimentFaults(spec),
    ...findMetricFaults(metricDefinitions),
  ];
}

function findHyperparameterFaults({ hyperparameters }: TrainingJobSpec): string[] {
  return findMapFaults('hyperparameters', 'fewer options', hyperparameters, { entries: 100, key: 256, value: 2500 });
}

function findMapFaults(
  what: string,
  fix: string,
  map: Readonly<Record<string, string>> = {},
  limits: { readonly entries: number; readonly key: number; readonly value: number },
): string[] {
  const entries = Object.entries(map);
  return [
    ...(entries.length > limits.entries
      ? [`${entries.length} ${what}, SageMaker takes ${limits.entries}. Pass ${fix}.`]
      : []),
    ...entries
      .filter(([key, value]) => key.length > limits.key || value.length > limits.value)
      .map(
        ([key, value]) =>
          `The entry ${key.slice(0, 40)} of the ${what} has ${key.length} + ${value.length} characters; SageMaker takes ${limits.key} + ${limits.value}.`,
      ),
  ];
}

function findRangeFaults(spec: TrainingJobSpec): string[] {
  const ranges = [
    ['--instance-count', spec.instanceCount, 1, 1000],
    ['--volume-size', spec.volumeSizeGb, 1, 16_384],
    ['--keep-alive', spec.keepAliveSeconds, 0, 21_600],
    ['--max-pending', spec.maxPendingSeconds, 1800, 2_419_200],
    ['--retry-attempts', spec.retryAttempts, 1, 30],
  ] as const;
  const faults = ranges.flatMap(([flag, value, min, max]) =>
    value !== undefined && (value < min || value > max)
      ? [`${flag} is ${value}; SageMaker takes ${min} to ${max}.`]
      : [],
  );
  if (!/^ml\.[a-z0-9-]+\.[a-z0-9]+$/.test(spec.instanceType))
    faults.push(`"${spec.instanceType}" is no instance type; expected one such as ml.g4dn.xlarge.`);
  return faults;
}

/** ExperimentEntityName of the service model. */
const experimentName = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,119}$/;

function findExperimentFaults({ experiment }: TrainingJobSpec): string[] {
  const names = [
    ['--experiment', experiment?.name],
    ['--experiment-trial', experiment?.trial],
  ] as const;
  return names.flatMap(([flag, name]) =>
    name === undefined || experimentName.test(name)
      ? []
      : [`${flag} is "${name}"; SageMaker takes 1 to 120 letters, digits and hyphens, the first and last no hyphen.`],
  );
}

/** At most 40, each with one capture group and at most 500 characters; what doesn't compile would be found out hours later. */
export function findMetricFaults(definitions: readonly { readonly Name: string; readonly Regex: string }[]): string[] {
  const faults = definitions.flatMap(({ Name, Regex }) => {
    if (Regex.length > 500)
      return [`The metric ${Name} has a regular expression of ${Regex.length} characters; SageMaker takes 500.`];
    const groups = countGroups(Regex);
    if (groups === undefined) return [`The regular expression of the metric ${Name} can't be read: ${Regex}`];
    return groups === 1
      ? []
      : [`The regular expression of the metric ${Name} has ${groups} capture groups; SageMaker takes one.`];
  });
  return definitions.length > 40 ? [...faults, `${definitions.length} metrics; SageMaker takes 40.`] : faults;
}

/** An alternative that matches nothing shows how many groups there are. */
function countGroups(regex: string): number | undefined {
  try {
    return (new RegExp(`${regex}|`).exec('')?.length ?? 1) - 1;
  } catch {
    return undefined;
  }
}
