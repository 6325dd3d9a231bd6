import { createContainerHost } from '@detectory/deployer/docker';
import { printJson } from '@detectory/terminal';
import { estimateJob, type JobEstimate, resolveOptions, toTrainingJobRequest } from '@detectory/trainer';
import { assertResumable, isNameElsewhere, loadSageMaker } from '@detectory/trainer/adapters';
import { note } from '../images/note.js';
import { assertTrainingImage } from '../run/find-training-image.js';
import type { PlaceFlags } from '../run/place-flags.js';
import { findSageMakerSettings } from '../run/to-sagemaker-settings.js';
import type { ContinuedRun } from './find-continuation.js';
import { lookUpInputs } from './look-up-inputs.js';

export interface DryRun {
  readonly data: string;
  readonly out: string;
  readonly name: string;
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, string>>;
  readonly resume?: boolean | undefined;
  readonly continued?: ContinuedRun | undefined;
  /** What was said already of its options. */
  readonly warnings: readonly string[];
}

/**
 * What would run, its inputs looked up: for a job the exact request, checked, with what it may take. Nothing is uploaded and
 * nothing is sent.
 */
export async function printDryRun(run: DryRun, flags: PlaceFlags): Promise<void> {
  return flags.on === 'sagemaker' ? printDryJob(run, flags) : printDryLocalRun(run, flags);
}

async function printDryLocalRun(
  { data, out, name, hyperparameters, resume, continued, warnings: said }: DryRun,
  { on }: PlaceFlags,
): Promise<void> {
  const options = resolveOptions(new Map(Object.entries(hyperparameters)));
  if (resume) await assertResumable({ out, name }, createContainerHost);
  const needsNone = resume && (await isNameElsewhere(options.weights));
  const { warnings } = await lookUpInputs(data, needsNone ? { ...options, weights: 'none' } : options);
  for (const warning of warnings) note(`warning: ${warning}`);
  const goesOn = continued ? { continue: continued } : {};
  printJson({ on, data, out, name, ...goesOn, options, warnings: [...said, ...warnings] });
}

async function printDryJob(run: DryRun, flags: PlaceFlags): Promise<void> {
  const { out } = run;
  const { assertSendable, openSageMaker, planJob } = await loadSageMaker();
  const access = await openSageMaker();
  const settings = await findSageMakerSettings(flags, out, access.region);
  const planned = await planJob(run, settings);
  const warnings = await assertSendable(planned, access);
  await assertTrainingImage(settings.job.image);
  const estimate = estimateJob({
    instanceType: flags.instanceType,
    instanceCount: flags.instanceCount,
    architecture: planned.options.cfg ?? planned.options.weights,
    imgsz: planned.options.imgsz,
    epochs: planned.options.epochs,
    photos: planned.photos,
    spot: flags.spot ?? false,
    pricePerHour: flags.pricePerHour === undefined ? undefined : Number(flags.pricePerHour),
  });
  note(formatEstimate(estimate));
  printJson({
    request: toTrainingJobRequest(planned.spec),
    uploads: planned.uploads,
    photos: planned.photos,
    ...(run.continued ? { continue: run.continued } : {}),
    estimate,
    warnings: [...run.warnings, ...warnings],
  });
}

/** To two digits: more would be invented. */
export function formatEstimate({ hours, cost, basis }: JobEstimate): string {
  const range = ({ low, high }: { low: number; high: number }, digits: (value: number) => string): string =>
    `${digits(low)} to ${digits(high)}`;
  const twoDigits = (value: number): string => String(Number(value.toPrecision(2)));
  return [
    `Estimate: ${hours ? `${range(hours, twoDigits)} hours` : 'time unknown'}, ${cost ? `$${range(cost, twoDigits)}` : 'cost unknown'}`,
    ...basis.map((line) => `  ${line}`),
  ].join('\n');
}
