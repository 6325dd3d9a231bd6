import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine, EngineArtefacts, EngineListeners, EngineTraining } from '../engine/engine.js';
import { runName } from '../engine/run-name.js';
import { restoreCheckpoint } from './checkpoints/restore-checkpoint.js';
import { createProgramRunner, type RunProgram, runExport } from './glue-programs.js';

/** How a training ended; its files lie where both frameworks put them. */
export type TrainingEnd = Pick<EngineArtefacts, 'epochs' | 'bestEpoch' | 'stopped'>;

/** Trains into the run folder; `outbox` is for checkpoints on their way to the control program. */
export type TrainWithGlue = (training: EngineTraining, outbox: string, run: RunProgram) => Promise<TrainingEnd>;

/** An engine of programs that import a framework; the frameworks differ in how they train alone. @throws PythonMissingError */
export function createGlueEngine(name: string, listeners: EngineListeners, train: TrainWithGlue): Engine {
  const run = createProgramRunner(listeners);
  return {
    name,
    licence: 'AGPL-3.0',
    async train(training) {
      const runFolder = join(training.workFolder, runName);
      const outbox = join(training.workFolder, 'outbox');
      await mkdir(outbox, { recursive: true });
      if (training.resume) await restoreCheckpoint(training.resume.checkpoint, runFolder);
      return { ...(await train(training, outbox, run)), ...toRunFiles(runFolder) };
    },
    // Both frameworks' checkpoints are stripped alike.
    async strip(source, target) {
      await run({ program: 'train.py', options: { strip: { source, target } } });
    },
    export: (request) => runExport(run, request),
  };
}

function toRunFiles(runFolder: string): Omit<EngineArtefacts, keyof TrainingEnd> {
  return {
    runFolder,
    bestWeights: join(runFolder, 'weights', 'best.pt'),
    resultsCsv: join(runFolder, 'results.csv'),
    optionsYaml: join(runFolder, 'opt.yaml'),
  };
}
