import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Engine, EngineArtefacts, EngineListeners, EngineTraining } from '../engine/engine.js';
import { runName, toYolov5Arguments } from '../engine/to-yolov5-arguments.js';
import { restoreCheckpoint } from './checkpoints/restore-checkpoint.js';
import { createProgramRunner, requireEvent, type RunProgram, runExport } from './glue-programs.js';

/** YOLOv5 7.0.14 from PyPI, as a separate program. @throws PythonMissingError */
export function createYolov5Engine(listeners: EngineListeners): Engine {
  const run = createProgramRunner(listeners);
  return {
    name: 'yolov5',
    licence: 'AGPL-3.0',
    train: (training) => train(training, run),
    async strip(source, target) {
      await run({ program: 'train.py', options: { strip: { source, target } } });
    },
    export: (request) => runExport(run, request),
  };
}
async function train(training: EngineTraining, run: RunProgram): Promise<EngineArtefacts> {
  const { workFolder, resume, distributed, signal, hurry, kill } = training;
  const runFolder = join(workFolder, runName);
  const outbox = join(workFolder, 'outbox');
  await mkdir(outbox, { recursive: true });
  if (resume) await restoreCheckpoint(resume.checkpoint, runFolder);
  const resumed = resume && { epoch: resume.epoch, bestEpoch: resume.bestEpoch, bestFitness: resume.bestFitness };
  const options = {
    arguments: toYolov5Arguments(training, availableParallelism()),
    outbox,
    resumed,
    tensorboard: training.tensorboardFolder,
  };
  const events = await run({ program: 'train.py', options, distributed, signal, hurry, kill });
  // Of several hosts, only the first one has results.
  const end = distributed?.hostRank
    ? { epochs: 0, bestEpoch: 0, stopped: false }
    : requireEvent(events, 'end', 'train.py');
  return {
    ...end,
    runFolder,
    bestWeights: join(runFolder, 'weights', 'best.pt'),
    resultsCsv: join(runFolder, 'results.csv'),
    optionsYaml: join(runFolder, 'opt.yaml'),
  };
}
