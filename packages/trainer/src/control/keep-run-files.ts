import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MlPaths } from '../contract/ml-paths.js';
import type { EngineArtefacts } from '../engine/engine.js';
import { EngineFailedError } from '../errors.js';

/** Weights, results and options into the model folder; plots and the rest into the output folder. */
export async function keepRunFiles(artefacts: EngineArtefacts, { model, outputData }: MlPaths): Promise<void> {
  await mkdir(model, { recursive: true });
  await mkdir(outputData, { recursive: true });
  const kept = {
    'best.pt': artefacts.bestWeights,
    'results.csv': artefacts.resultsCsv,
    'opt.yaml': artefacts.optionsYaml,
  };
  for (const [name, file] of Object.entries(kept))
    await cp(file, join(model, name)).catch((cause: unknown) => {
      throw new EngineFailedError('train.py', `it left no ${name} (${(cause as Error).message}).`);
    });
  for (const name of await readdir(artefacts.runFolder))
    if (name !== 'weights') await cp(join(artefacts.runFolder, name), join(outputData, name), { recursive: true });
}
