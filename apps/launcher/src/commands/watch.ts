import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { detectTerminalStyle, formatTable, printJson, printLine } from '@detectory/terminal';
import {
  type AttachedRun,
  type EpochEvent,
  optionTable,
  parseHyperparameters,
  type ProgressEvent,
  type StartedRun,
} from '@detectory/trainer';
import { Command, Option } from 'commander';
import { createJobDisplay, formatJobRows, toJobSummary } from './run/create-job-display.js';
import { findRun } from './run/find-run.js';
import { watchRun } from './run/follow-run.js';
import { addPollFlags, parsePrice, usualOut } from './run/place-flags.js';
import { tellJobWithoutModel } from './run/tell-job-without-model.js';
import { createTrainingDisplay } from './train/create-training-display.js';
import { formatCurves } from './train/format-curves.js';
import { formatRunSummary } from './train/format-run-summary.js';
import { readRunSummary } from './train/read-run-summary.js';
import { watchTuning } from './tune/watch-tuning.js';

interface WatchFlags {
  readonly out: string;
  readonly logs?: boolean;
  readonly poll: number;
  readonly pricePerHour?: number;
  readonly json?: boolean;
}

const examples = `
Examples:
  detectory-launch watch runs/garden-1
  detectory-launch watch garden-20260102-030405 --logs
  detectory-launch watch garden-20260102-030405 --out s3://my-sagemaker-bucket/runs     (leaves the model where it is)

Ctrl-C ends the watching; the run goes on. A run that has ended is summed up at once, and a job's model is fetched to
<out>/<job>.`;

export function createWatchCommand(): Command {
  const command = new Command('watch')
    .description('Follows a run on this machine, a SageMaker training job or a tuning job to its end.')
    .argument('<run>', "a run's folder, a job's name, or the name of a run in <out>")
    .option('--out <dir>', 'folder that gets a finished job; an s3:// URI leaves it where it is', usualOut)
    .option('--logs', 'show the whole log')
    .addOption(new Option('--price-per-hour <usd>', "the machine's price, to count the cost").argParser(parsePrice))
    .option('--json', 'print one JSON document');
  return addPollFlags(command)
    .addHelpText('after', examples)
    .action((reference: string, flags: WatchFlags) => watch(reference, flags));
}

async function watch(reference: string, flags: WatchFlags): Promise<void> {
  const pollMs = flags.poll * 1000;
  const found = await findRun(reference, { out: flags.out, pollMs });
  if (found.kind === 'tuning') return watchTuning(found, { ...flags, pollMs });
  await watchOne(found.run, flags);
}

/** As a training decodes it, of whatever client; jobs of other images call their epochs otherwise, or nothing. */
function toEpochs(hyperparameters: StartedRun['hyperparameters']): number {
  const fallback = Number(optionTable.epochs.fallback);
  const epochs = Number(parseHyperparameters(JSON.stringify(hyperparameters)).get('epochs') ?? fallback);
  return Number.isInteger(epochs) ? epochs : fallback;
}

/** The page of a run that had ended. It isn't made again: its folder may be where nothing can be written. */
function findReport({ reference, isUnderWay }: AttachedRun, out: string): string | undefined {
  if (isUnderWay) return undefined;
  // A job is known by its name, and was fetched to `out`.
  const pages = [reference, join(out, reference)].map((folder) => resolve(folder, 'report.html'));
  return pages.find((page) => existsSync(page));
}

async function watchOne(run: AttachedRun, { out, logs, json, pricePerHour }: WatchFlags): Promise<void> {
  const report = findReport(run, out);
  const display = createTrainingDisplay(toEpochs(run.hyperparameters));
  const jobs = createJobDisplay(display.note);
  const epochs: EpochEvent[] = [];
  const onProgress = (event: ProgressEvent): void => {
    if (event.event === 'epoch') epochs.push(event);
    display.show(event);
  };
  const onLog = logs ? display.note : () => undefined;
  const showCurves = (): void => {
    const curves = formatCurves(epochs, detectTerminalStyle(process.stderr).canUnicode);
    if (curves !== undefined) display.note(curves);
  };
  const watching = watchRun(run, { onProgress, onLog, onJob: jobs.show }, showCurves);
  const result = await tellJobWithoutModel(jobs, { json, pricePerHour }, watching);
  const job = jobs.last();
  const durationMs = job?.endedAtMs === undefined ? undefined : job.endedAtMs - job.createdAtMs;
  const summary = await readRunSummary(result, { durationMs, data: run.data, place: run.place, job, report });
  if (json) return printJson({ ...summary, ...(job ? { job: toJobSummary(job, pricePerHour) } : {}) });
  printLine(formatRunSummary(summary));
  if (!summary.record) showCurves();
  if (job) printLine(`\n${formatTable(formatJobRows(job, pricePerHour), { header: false })}`);
}
