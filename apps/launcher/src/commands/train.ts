import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createContainerHost } from '@detectory/deployer/docker';
import { isS3Uri, joinUri } from '@detectory/storage';
import { formatTable, printJson, printLine, UsageError } from '@detectory/terminal';
import { judgeCfgOfWeights, resolveOptions, type RunRequest, type StartedRun, toJobName } from '@detectory/trainer';
import { assertNamedFiles, assertNothingLost, assertWritable, toFailedFolder } from '@detectory/trainer/adapters';
import { Command } from 'commander';
import { note } from './images/note.js';
import { parseName } from './parse-name.js';
import { assertFlagsOfPlace } from './run/assert-flags-of-place.js';
import { createJobDisplay, formatJobRows, toJobSummary } from './run/create-job-display.js';
import { followOwnRun, watchRun } from './run/follow-run.js';
import { assertAutoBatchFits, openRunner } from './run/open-runner.js';
import { addPlaceFlags, createPlaceOption, isWrittenHere, type PlaceFlags, usualOut } from './run/place-flags.js';
import { tellJobWithoutModel } from './run/tell-job-without-model.js';
import { toRunFolder } from './run/to-run-folder.js';
import { createTrainingDisplay } from './train/create-training-display.js';
import { type ContinuedRequest, findContinuation } from './train/find-continuation.js';
import { formatRunSummary } from './train/format-run-summary.js';
import { printDryRun } from './train/print-dry-run.js';
import { readRunSummary } from './train/read-run-summary.js';
import { addTrainingFlags, toHyperparameters } from './train/training-flags.js';

interface TrainFlags extends PlaceFlags {
  readonly data: string;
  readonly out: string;
  readonly name?: string;
  readonly continue?: string;
  readonly resume?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const examples = `
Examples:
  detectory-launch train --data dataset --weights yolov5s.pt --epochs 50
  detectory-launch train --data dataset --weights none --cfg yolov5n --imgsz 320 --stop-on-overfit
  detectory-launch train --data dataset --continue runs/dataset-1 --epochs 100
  detectory-launch train --data dataset --on docker --batch 16
  detectory-launch train --data dataset --on sagemaker --upload s3://my-sagemaker-bucket/detectory --role arn:aws:iam::123456789012:role/Trainer --dry-run
  detectory-launch train --data s3://my-sagemaker-bucket/dataset/ --out s3://my-sagemaker-bucket/runs --on sagemaker --spot --instance-type ml.g5.xlarge

Ctrl-C once ends a training on this machine after the current epoch and keeps the best one. A SageMaker job goes on without
this terminal: \`detectory-launch watch <job>\` comes back to it, \`detectory-launch stop <job>\` ends it.`;

export function createTrainCommand(): Command {
  const command = new Command('train')
    .description('Trains a detector on a dataset; leaves model.tar.gz, ready to be served.')
    .requiredOption('--data <dir>', 'a dataset that detectory-prep built: a folder or s3:// URI')
    .addOption(createPlaceOption())
    .option('--out <dir>', 'folder or s3:// URI under which the run gets a folder of its own', usualOut)
    .option('--name <name>', "the run's name (default: the dataset's name and a number)", parseName)
    .option(
      '--continue <run>',
      "train a finished run longer, with its options: its folder, its name in <out>, or the s3:// URI of a job's checkpoints",
    )
    .option('--resume', 'go on where the run of this --name was killed or failed')
    .option('--dry-run', 'check and print what would run, and stop')
    .option('--json', 'print one JSON document');
  addTrainingFlags(command);
  return addPlaceFlags(command)
    .addHelpText('after', examples)
    .action((flags: TrainFlags) => {
      assertFlagsOfPlace(command, flags.on);
      return train(flags);
    });
}

async function train(flags: TrainFlags): Promise<void> {
  const { data, out, resume } = flags;
  if (resume && flags.name === undefined)
    throw new UsageError(
      '--resume goes on with one run: pass the --name of the one that was killed or failed, such as --name garden-1.',
    );
  const { hyperparameters, channels, continued } = await toTrainingRequest(flags);
  const options = resolveOptions(new Map(Object.entries(hyperparameters)));
  await assertAutoBatchFits(hyperparameters['batch-size'], flags);
  const run = { data, out, name: flags.name ?? (await freeName(flags)), channels, resume, hyperparameters };
  // A job's, and its place on S3, are looked up with the job.
  const isJob = flags.on === 'sagemaker';
  if (!isJob) await assertNamedFiles(options, [data, ...Object.values(channels)]);
  if (!isJob || isWrittenHere(flags)) await assertWritable(out);
  const target = isS3Uri(out) ? joinUri(out, run.name) : join(out, run.name);
  if (!isJob && !resume) await assertNothingLost(target, createContainerHost);
  // A run that goes on has its checkpoint's network.
  const misfit = resume ? undefined : judgeCfgOfWeights(options);
  if (misfit !== undefined) note(`warning: ${misfit}`);
  if (flags.dryRun) return printDryRun({ ...run, continued, warnings: misfit === undefined ? [] : [misfit] }, flags);
  const runner = await openRunner(flags, out);
  const display = createTrainingDisplay(options.epochs);
  const jobs = createJobDisplay(display.note);
  const listeners = { onProgress: display.show, onLog: () => undefined, onJob: jobs.show };
  const request: RunRequest = { ...run, ...listeners, signal: new AbortController().signal };
  const startedAt = performance.now();
  const started = await runner.start(request);
  if (flags.detach && flags.on === 'sagemaker') return printDetached(started, flags);
  note(toHint(started));
  if (!isJob && isS3Uri(out)) note(toPlaceHint(started, out));
  const result = await (started.place === 'sagemaker'
    ? tellJobWithoutModel(jobs, { ...flags, pricePerHour: toPrice(flags) }, watchRun(started, listeners))
    : followOwnRun(started, listeners, display.note));
  const job = jobs.last();
  const durationMs = performance.now() - startedAt;
  await report(await readRunSummary(result, { durationMs, data, place: started.place, job }), job, flags);
}

/** A run that goes on has the options of the one before, where flags give no others. */
async function toTrainingRequest(flags: TrainFlags): Promise<ContinuedRequest> {
  const given = toHyperparameters({ ...flags });
  if (flags.continue === undefined) return { hyperparameters: given, channels: {} };
  if ((given['weights'] ?? 'none') !== 'none')
    note(`warning: --weights ${given['weights']} is not used: a run that goes on starts from its own checkpoint.`);
  return findContinuation(toRunFolder(flags.continue, flags.out), flags.data, given);
}

async function report(
  summary: Awaited<ReturnType<typeof readRunSummary>>,
  job: Parameters<typeof formatJobRows>[0] | undefined,
  flags: TrainFlags,
): Promise<void> {
  const price = toPrice(flags);
  if (flags.json) return printJson({ ...summary, ...(job ? { job: toJobSummary(job, price) } : {}) });
  printLine(formatRunSummary(summary));
  if (job) printLine(`\n${formatTable(formatJobRows(job, price), { header: false })}`);
}

function toPrice({ pricePerHour }: TrainFlags): number | undefined {
  return pricePerHour === undefined ? undefined : Number(pricePerHour);
}

function printDetached(started: StartedRun, { json }: TrainFlags): void {
  if (json) printJson({ job: started.name });
  else printLine(`${started.name} is under way. ${toHint(started)}`);
}

function toHint({ reference }: StartedRun): string {
  return `From another terminal: detectory-launch watch ${reference}, detectory-launch stop ${reference}`;
}

/** A run whose folder belongs on S3 goes there when it ends; nothing does that for one whose terminal was killed. */
function toPlaceHint({ reference, name }: StartedRun, out: string): string {
  const folder = dirname(reference);
  return `Until it ends, the run and its checkpoints are in ${folder}, not in ${out}. If this program is killed, go on with --out ${folder} --resume --name ${name}`;
}

/**
 * Names of jobs are unique in an account and region, for good: they carry the time. Here the next number is taken that no run has,
 * be it whole, failed, under way or killed.
 */
async function freeName({ on, out, data }: TrainFlags): Promise<string> {
  const stem = basename(data.replace(/\/$/, '')) || 'run';
  const now = new Date().toISOString();
  if (on === 'sagemaker')
    return toJobName(`${stem.slice(0, 40)}-${now.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}`);
  if (isS3Uri(out)) return `${stem}-${Date.now().toString(36)}`;
  const found = await readdir(out).catch(() => []);
  const isTaken = (name: string): boolean =>
    found.some((one) => [name, toFailedFolder(name)].includes(one) || one.startsWith(`${name}.partial-`));
  for (let number = 1; ; number++) if (!isTaken(`${stem}-${number}`)) return `${stem}-${number}`;
}
