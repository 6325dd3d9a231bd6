import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MlPaths } from '../contract/ml-paths.js';
import type { Engine } from '../engine/engine.js';
import { EngineKilledError, StoppedTooEarlyError } from '../errors.js';
import type { StopSchedule } from '../stop/create-stop-schedule.js';
import { orGiveUp } from '../stop/or-give-up.js';
import { exportModel, type ModelExportRequest } from './export-model.js';
import { fitsMeasurement } from './fits-measurement.js';
import { keepRunFiles } from './keep-run-files.js';
import type { Trained } from './trained.js';

export interface FinishRequest extends Omit<ModelExportRequest, 'weights' | 'modelFolder' | 'measure' | 'kill'> {
  readonly trained: Trained;
  readonly paths: MlPaths;
  readonly stop: StopSchedule;
  readonly warn: (message: string) => void;
}

/**
 * From a training's results to the model folder; when a stop leaves no time for the export, best.pt is what there is.
 * @throws StoppedTooEarlyError where it leaves none for best.pt either
 */
export async function finishRun(request: FinishRequest): Promise<void> {
  const { trained, paths, stop, warn, engine, evaluation } = request;
  const weights = join(paths.model, 'best.pt');
  try {
    await orForced(keepRunFiles(trained, paths), stop.force);
    if (trained.isWholeState) await stripInPlace(engine, weights);
    const measure = fitsMeasurement({ ...request, photos: evaluation?.photos.length ?? 0 }, stop.remainingMs());
    const exporting = { ...request, weights, modelFolder: paths.model, measure, kill: stop.force };
    await orForced(exportModel(exporting), stop.force);
  } catch (error) {
    if (!(error instanceof EngineKilledError && stop.force.aborted)) throw error;
    if (!existsSync(weights)) throw new StoppedTooEarlyError(notCopied(trained.bestWeights, weights));
    await dropPartialExport(paths.model);
    warn(
      'WARNING: the stop left no time for the export: the model folder has best.pt alone. Make an archive of it with detectory-launch import best.pt.',
    );
  }
}

function notCopied(from: string, to: string): string {
  return (
    `${from} could not be copied to ${to} in the time that the stop left, so there is no model: the disk of one of them doesn't answer, ` +
    'or is slow. Mend that, and start the job again.'
  );
}

/** A program ends by being killed; measuring and copying run in this process, where nothing can be. */
function orForced<T>(work: Promise<T>, force: AbortSignal): Promise<T> {
  const toError = (): Error => new EngineKilledError('the model took longer than a stop may');
  return orGiveUp(work, { timeIsOver: force, toError });
}

async function stripInPlace(engine: Engine, weights: string): Promise<void> {
  await engine.strip(weights, `${weights}.partial`);
  await rename(`${weights}.partial`, weights);
}

const trainingFiles: ReadonlySet<string> = new Set(['best.pt', 'results.csv', 'opt.yaml']);

async function dropPartialExport(modelFolder: string): Promise<void> {
  for (const name of await readdir(modelFolder))
    if (!trainingFiles.has(name)) await rm(join(modelFolder, name), { recursive: true, force: true });
}
