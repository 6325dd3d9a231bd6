import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MlPaths } from '../contract/ml-paths.js';
import type { Engine } from '../engine/engine.js';
import { EngineKilledError } from '../errors.js';
import type { StopSchedule } from '../stop/create-stop-schedule.js';
import { orGiveUp } from '../stop/or-give-up.js';
import { exportModel, type ModelExportRequest } from './export-model.js';
import { keepRunFiles } from './keep-run-files.js';
import type { Trained } from './train-safely.js';

export interface FinishRequest extends Omit<ModelExportRequest, 'weights' | 'modelFolder' | 'measure' | 'kill'> {
  readonly trained: Trained;
  readonly paths: MlPaths;
  readonly stop: StopSchedule;
  readonly warn: (message: string) => void;
}

/** From a training's results to the model folder; when a stop leaves no time for the export, best.pt is what there is. */
export async function finishRun(request: FinishRequest): Promise<void> {
  const { trained, paths, stop, warn, engine, evaluation } = request;
  await keepRunFiles(trained, paths);
  const weights = join(paths.model, 'best.pt');
  try {
    if (trained.isWholeState) await stripInPlace(engine, weights);
    const photos = (evaluation?.photos.length ?? 0) * request.precisions.length;
    const measure = fitsMeasurement(photos, stop.remainingMs());
    const exporting = { ...request, weights, modelFolder: paths.model, measure, kill: stop.force };
    await orForced(exportModel(exporting), stop.force);
  } catch (error) {
    if (!(error instanceof EngineKilledError && stop.force.aborted)) throw error;
    await dropPartialExport(paths.model);
    warn(
      'WARNING: the stop left no time for the export: the model folder has best.pt alone. Make an archive of it with detectory-launch import best.pt.',
    );
  }
}

/** A killed program takes as long to be gone, with the gigabyte that it held. */
const graceMs = 1_000;

/** A program ends by being killed; measuring runs in this process, where nothing can be. */
function orForced<T>(work: Promise<T>, force: AbortSignal): Promise<T> {
  const toError = (): Error => new EngineKilledError('the export took longer than a stop may');
  return orGiveUp(work, { timeIsOver: force, toError, graceMs });
}

async function stripInPlace(engine: Engine, weights: string): Promise<void> {
  await engine.strip(weights, `${weights}.partial`);
  await rename(`${weights}.partial`, weights);
}

/** A slow core takes this long for a photo at 640 pixels; the export itself needs up to half a minute. */
const photoMs = 150;
const exportMs = 30_000;

export function fitsMeasurement(photos: number, remainingMs: number): boolean {
  return photos * photoMs + exportMs < remainingMs;
}

const trainingFiles: ReadonlySet<string> = new Set(['best.pt', 'results.csv', 'opt.yaml']);

async function dropPartialExport(modelFolder: string): Promise<void> {
  for (const name of await readdir(modelFolder))
    if (!trainingFiles.has(name)) await rm(join(modelFolder, name), { recursive: true, force: true });
}
