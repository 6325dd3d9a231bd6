import { cp, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { MlPaths } from '../contract/ml-paths.js';
import type { EngineArtefacts } from '../engine/engine.js';
import { EngineFailedError } from '../errors.js';

/**
 * Weights, results and options into the model folder; plots and the rest into the output folder. A training that was
 * stopped within its first epoch has no results.
 */
export async function keepRunFiles(artefacts: EngineArtefacts, { model, outputData }: MlPaths): Promise<void> {
  await mkdir(model, { recursive: true });
  await mkdir(outputData, { recursive: true });
  await keepFile(artefacts.bestWeights, join(model, 'best.pt'));
  await keepFile(artefacts.optionsYaml, join(model, 'opt.yaml'));
  if (artefacts.epochs > 0) await keepFile(artefacts.resultsCsv, join(model, 'results.csv'));
  for (const name of await readdir(artefacts.runFolder).catch(() => []))
    if (name !== 'weights') await cp(join(artefacts.runFolder, name), join(outputData, name), { recursive: true });
}

/** Whole or not at all: what lies in the model folder when time is over is taken as it is. */
async function keepFile(from: string, to: string): Promise<void> {
  try {
    await cp(from, `${to}.partial`);
    await rename(`${to}.partial`, to);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw cause;
    throw new EngineFailedError('train.py', `it left no ${from} (${message}).`);
  }
}
