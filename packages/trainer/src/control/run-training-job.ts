import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createYolov5Engine } from '../adapters/create-yolov5-engine.js';
import type { ReadDataset } from '../adapters/read-dataset.js';
import { resolveWeights } from '../adapters/resolve-weights.js';
import type { RunData } from '../adapters/write-run-data.js';
import type { MlPaths } from '../contract/ml-paths.js';
import type { Engine } from '../engine/engine.js';
import { formatMetricLine } from '../metrics/format-metric-line.js';
import type { TrainOptions } from '../options/resolve-options.js';
import type { ProgressEvent, ReportProgress } from './progress-channel.js';
import { keepRunFiles } from './keep-run-files.js';
import { exportModel } from './export-model.js';
import { prepareInput } from './prepare-input.js';

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
  const workFolder = await mkdtemp(join(tmpdir(), 'detectory-train-'));
  try {
    const input = await prepareInput({
      ...job,
      workFolder,
      note: (message) => job.log(`[detectory] ${message}`),
      warn: (message) => tell({ event: 'warning', message }, job),
    });
    const engine = createYolov5Engine({ onEvent: (event) => tell(event, job), onLog: job.log });
    const weights = await resolveWeights(input.options.weights, { downloadFolder: workFolder });
    await trainAndExport({ ...input, job, engine, weights, workFolder });
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
