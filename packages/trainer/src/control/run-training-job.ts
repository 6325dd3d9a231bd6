import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createCheckpointStore } from '../adapters/checkpoints/create-checkpoint-store.js';
import { readEpochs } from '../adapters/checkpoints/restore-checkpoint.js';
import { createEngine } from '../adapters/create-engine.js';
import { waitForMaster } from '../adapters/distributed/wait-for-host.js';
import { labelPhotos } from '../adapters/evaluation/read-labelled-photos.js';
import { resolveCheckpoint } from '../adapters/resolve-checkpoint.js';
import { makeWorkFolder, removeAbandonedFolders } from '../adapters/work-folder.js';
import type { TrainingStart } from '../checkpoints/choose-start.js';
import type { MlPaths } from '../contract/ml-paths.js';
import type { Engine } from '../engine/engine.js';
import type { EngineEvent, EpochEvent } from '../engine/engine-event.js';
import { runName } from '../engine/run-name.js';
import { diagnoseOwnError } from '../failures/diagnose-failure.js';
import { formatMetricLine } from '../metrics/format-metric-line.js';
import { formatVariants } from '../quantise/format-variants.js';
import { parsePrecisions } from '../quantise/precision.js';
import { toFailureText } from '../metrics/to-failure-text.js';
import { judgeExportSizes } from '../options/judge-export-sizes.js';
import type { RunFacts } from '../report/create-run-recorder.js';
import { describeDataset } from '../report/describe-dataset.js';
import { toRecordedEpoch } from '../report/to-recorded-epoch.js';
import { createStopSchedule, type StopSchedule } from '../stop/create-stop-schedule.js';
import { createTransferWatch } from '../weights/watch-transfer.js';
import { findJobName } from './find-job-name.js';
import { type FoundStart, findStart } from './find-start.js';
import { finishRun } from './finish-run.js';
import { type FollowedRun, followRun } from './follow-run.js';
import { helpTraining } from './help-training.js';
import { type PreparedInput, prepareInput } from './prepare-input.js';
import type { ProgressEvent, ReportProgress } from './progress-channel.js';
import { toArtefacts, type Trained } from './trained.js';
import { createSafeTrainer, noteEnd } from './train-safely.js';

export interface TrainingJob {
  readonly paths: MlPaths;
  readonly report: ReportProgress;
  /** The job's log: SageMaker reads metrics from it. */
  readonly log: (line: string) => void;
  /** Aborted on SIGTERM: training stops after the current epoch and keeps its best. */
  readonly signal: AbortSignal;
  /** From that signal until the platform kills. Default two minutes, as on SageMaker. */
  readonly stopMs?: number | undefined;
}

/** Everything between SageMaker's input files and the model folder. Throws what went wrong; the caller writes the failure file. */
export async function runTrainingJob(given: TrainingJob): Promise<void> {
  const followed = followRun(given);
  const job = { ...given, report: followed.report };
  job.report({ event: 'stage', stage: 'checking' });
  await removeAbandonedFolders();
  const workFolder = await makeWorkFolder('detectory-train-');
  const stop = createStopSchedule(job.signal, job.stopMs);
  try {
    const input = await prepareInput({
      ...job,
      workFolder,
      note: (message) => tell({ event: 'note', message }, job),
      warn: (message) => tell({ event: 'warning', message }, job),
    });
    const train = () => trainTogether({ ...input, job, followed, workFolder, stop });
    await (isHelper(input) ? helpTraining(train, job) : train());
  } catch (error) {
    throw diagnoseOwnError(error);
  } finally {
    stop.close();
    await rm(workFolder, { recursive: true, force: true });
  }
  job.report({ event: 'stage', stage: 'finished' });
}

interface CheckedJob extends PreparedInput {
  readonly job: TrainingJob;
  readonly followed: FollowedRun;
  readonly workFolder: string;
  readonly stop: StopSchedule;
}

/** The first host has the model and the checkpoints. */
function isHelper({ plan }: PreparedInput): boolean {
  return plan !== undefined && plan.hostRank > 0;
}

async function trainTogether(checked: CheckedJob): Promise<void> {
  const { plan, job } = checked;
  await waitForMaster(plan, { signal: job.signal, note: (message) => job.log(`[detectory] ${message}`) });
  await trainInFolder(checked);
}

async function trainInFolder(checked: CheckedJob): Promise<void> {
  const { job, followed, options, dataset, data, workFolder, stop } = checked;
  const listeners = new Set<Listener>([(event) => tell(event, job)]);
  const onEvent = (event: EngineEvent): void => listeners.forEach((listener) => listener(event));
  const warn = (message: string): void => tell({ event: 'warning', message }, job);
  const transfer = createTransferWatch(options, warn);
  const onLog = (line: string): void => {
    job.log(line);
    transfer.add(line);
  };
  const engine = createEngine(options.engine, { onEvent, onLog, kill: stop.force });
  const found = await findStart({ paths: job.paths, workFolder, engine: engine.name, options, dataset, data });
  for (const note of found.start.notes) job.log(`[detectory] ${note}`);
  const earlier = found.start.kind === 'fresh' ? [] : await readEpochs(found.start.folder);
  const listen = (listener: Listener): void => void listeners.add(listener);
  const overFit = followed.watch(options, earlier.map(toRecordedEpoch), checked.plan?.hostCount);
  const training: PreparedTraining = { ...checked, engine, found, earlier, overFit, listen };
  // What another host than the first wrote would go over its checkpoints.
  const aside = { ...found, folder: join(workFolder, 'checkpoints') };
  if (isHelper(checked)) return void (await train({ ...training, found: aside }));
  const trained = await train(training);
  await finishRun({
    trained,
    paths: job.paths,
    stop,
    warn,
    engine,
    exportSizes: options['export-sizes'] ?? String(options.imgsz),
    precisions: parsePrecisions(options['export-precision']),
    maxMapDrop: options['max-map-drop'],
    calibration: data.train,
    evaluation: {
      split: 'val',
      classNames: data.classNames,
      photos: await labelPhotos(data.val, dataset.folder),
    },
    datasetSha256: dataset.sha256,
    report: (event) => tell(event, job),
  });
  await followed.finish(toFacts(checked, transfer.warning()), {
    wasStopped: trained.stopped,
    ...(trained.epochs > 0 ? { bestEpoch: trained.bestEpoch + 1 } : {}),
    ...(earlier.length > 0 ? { resumedFrom: earlier.length } : {}),
  });
}

function toFacts(checked: CheckedJob, startWarning: string | undefined): RunFacts {
  return {
    name: findJobName() ?? 'run',
    engine: checked.options.engine,
    options: checked.held,
    dataset: describeDataset(checked),
    ...(startWarning === undefined ? {} : { startWarning }),
  };
}

type Listener = (event: EngineEvent) => void;

interface PreparedTraining extends CheckedJob {
  readonly engine: Engine;
  readonly found: FoundStart;
  /** Epochs of the run that this one goes on from. */
  readonly earlier: readonly EpochEvent[];
  /** Aborted where the run over-fits and was to stop then. */
  readonly overFit: AbortSignal;
  readonly listen: (listener: Listener) => void;
}

async function train(training: PreparedTraining): Promise<Trained> {
  const { job, options, dataset, workFolder, stop, engine, found, earlier, listen } = training;
  const { start, folder, datasetSha256 } = found;
  if (start.kind !== 'fresh') job.report(toResumed(start, options.epochs));
  if (start.kind === 'finished') return toArtefacts(start.folder, start.state);
  const task = { engine: engine.name, datasetSha256, classNames: dataset.classNames, options, job: findJobName() };
  const store = createCheckpointStore(folder, task, start.kind === 'resume' ? start : undefined);
  const run = await toEngineRun(training);
  const warn = (message: string): void => tell({ event: 'warning', message }, job);
  const trainer = createSafeTrainer({
    train: (limits) => engine.train({ ...run, ...limits }),
    runFolder: join(workFolder, runName),
    outputData: job.paths.outputData,
    store,
    stop,
    hasModel: !isHelper(training),
    judgeStride: (stridePx) => judgeExportSizes(options, stridePx),
    epochs: [...earlier],
    warn,
  });
  listen(trainer.onEvent);
  job.report({ event: 'stage', stage: 'training' });
  try {
    const trained = await trainer.train();
    await noteEnd(store, { how: job.signal.aborted ? 'stopped' : 'finished' }, { stop, warn });
    return trained;
  } catch (error) {
    await noteEnd(store, { how: 'failed', reason: toFailureText(error) }, { stop, warn });
    throw error;
  }
}

function toResumed(
  { kind, folder, state: { epoch } }: Exclude<TrainingStart, { kind: 'fresh' }>,
  epochs: number,
): ProgressEvent {
  return kind === 'finished'
    ? { event: 'resumed', epoch, epochs: epoch + 1, from: join(folder, 'best.pt') }
    : { event: 'resumed', epoch, epochs, from: join(folder, 'last.pt') };
}

type EngineRun = Parameters<Engine['train']>[0];

/** Weights aren't looked for where a checkpoint has them. */
async function toEngineRun({
  job,
  options,
  data,
  plan,
  workFolder,
  found,
  overFit,
}: PreparedTraining): Promise<EngineRun> {
  const { start } = found;
  const resume = start.kind === 'resume' ? { checkpoint: start.folder, ...start.state } : undefined;
  const lookup = { downloadFolder: workFolder };
  const weights = resume ? undefined : await resolveCheckpoint(options.weights, options.engine, lookup);
  const signal = AbortSignal.any([job.signal, overFit]);
  const tensorboardFolder = options.tensorboard ? job.paths.tensorboard : undefined;
  return { options, data: data.file, weights, workFolder, resume, tensorboardFolder, distributed: plan, signal };
}

function tell(event: ProgressEvent, { report, log }: TrainingJob): void {
  // A checkpoint's file is the control program's own business.
  if (event.event !== 'checkpoint') report(event);
  if (event.event === 'epoch') log(formatMetricLine(event));
  if (event.event === 'warning' || event.event === 'note') log(`[detectory] ${event.message}`);
  if (event.event !== 'variants') return;
  for (const line of formatVariants(event).split('\n')) log(`[detectory] ${line}`);
  for (const { reason } of event.refusals) log(`[detectory] WARNING: ${reason}`);
}
