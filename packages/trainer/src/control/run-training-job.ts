import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createYolov5Engine } from '../adapters/create-yolov5-engine.js';
import { type ReadDataset, readDataset } from '../adapters/read-dataset.js';
import { resolveWeights } from '../adapters/resolve-weights.js';
import { type RunData, writeRunData } from '../adapters/write-run-data.js';
import type { MlPaths } from '../contract/ml-paths.js';
import { parseHyperparameters } from '../contract/parse-hyperparameters.js';
import type { Engine } from '../engine/engine.js';
import { formatMetricLine } from '../metrics/format-metric-line.js';
import { resolveOptions, type TrainOptions } from '../options/resolve-options.js';
import { type Channels, findChannels } from './find-channels.js';
import type { ProgressEvent, ReportProgress } from './progress-channel.js';
import { keepRunFiles } from './keep-run-files.js';
import { exportModel } from './export-model.js';

export interface TrainingJob {
  readonly paths: MlPaths;
  readonly report: ReportProgress;
  /** The job's log: SageMaker reads metrics from it. */
  readonly log: (line: string) => void;
  /** Aborted on SIGTERM: training stops after the current epoch and keeps its best. */
  readonly signal: AbortSignal;
}

/** Everything between SageMaker's input files and the model folder. Throws what went wrong; the caller writes the failure file. */
export async function runTrainingJob(job: TrainingJob): Promise<void> {
  job.report({ event: 'stage', stage: 'checking' });
  const options = resolveOptions(
    parseHyperparameters(await readFile(job.paths.hyperparameters, 'utf8').catch(() => '{}')),
  );
  const channels = await findChannels(job.paths.channels);
  const dataset = await readDataset(channels.dataset);
  const workFolder = await mkdtemp(join(tmpdir(), 'detectory-train-'));
  try {
    const engine = createYolov5Engine({ onEvent: (event) => tell(event, job), onLog: job.log });
    const data = await writeRunData(dataset, workFolder, options.seed);
    if (data.warning) tell({ event: 'warning', message: data.warning }, job);
    const weights = await findWeights(options, channels, workFolder);
    await trainAndExport({ job, engine, options, dataset, data, weights, workFolder });
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
  job.report({ event: 'stage', stage: 'finished' });
}

interface PreparedJob {
  readonly job: TrainingJob;
  readonly engine: Engine;
  readonly options: TrainOptions;
  readonly dataset: ReadDataset;
  readonly data: RunData;
  readonly weights: string | undefined;
  readonly workFolder: string;
}

async function trainAndExport({
  job,
  engine,
  options,
  dataset,
  data,
  weights,
  workFolder,
}: PreparedJob): Promise<void> {
  job.report({ event: 'stage', stage: 'training' });
  const artefacts = await engine.train({ options, data: data.file, weights, workFolder, signal: job.signal });
  await keepRunFiles(artefacts, job.paths);
  await exportModel({
    engine,
    weights: join(job.paths.model, 'best.pt'),
    modelFolder: job.paths.model,
    exportSizes: options['export-sizes'] ?? String(options.imgsz),
    evaluation: { split: 'val', images: data.val },
    datasetSha256: dataset.sha256,
    report: job.report,
  });
}

function tell(event: ProgressEvent, { report, log }: TrainingJob): void {
  report(event);
  if (event.event === 'epoch') log(formatMetricLine(event));
  if (event.event === 'warning') log(`[detectory] ${event.message}`);
}

/** A bare name is looked up in the channel `weights` first. */
async function findWeights(
  options: TrainOptions,
  { weights: channel }: Channels,
  downloadFolder: string,
): Promise<string | undefined> {
  const inChannel = channel && join(channel, options.weights);
  if (inChannel && options.weights !== 'none' && (await stat(inChannel).catch(() => undefined))?.isFile())
    return inChannel;
  return resolveWeights(options.weights, { downloadFolder });
}
