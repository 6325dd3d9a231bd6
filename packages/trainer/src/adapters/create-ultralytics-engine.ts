import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Engine, EngineArtefacts, EngineListeners, EngineTraining } from '../engine/engine.js';
import { toUltralyticsArguments } from '../engine/to-ultralytics-arguments.js';
import { runName } from '../engine/to-yolov5-arguments.js';
import { HyperparameterInvalidError } from '../errors.js';
import { restoreCheckpoint } from './checkpoints/restore-checkpoint.js';
import { createProgramRunner, requireEvent, type RunProgram, runExport } from './glue-programs.js';

/** Ultralytics (YOLOv8, YOLO11 and others with the same head) from PyPI, as a separate program. @throws PythonMissingError */
export function createUltralyticsEngine(listeners: EngineListeners): Engine {
  const run = createProgramRunner(listeners);
  return {
    name: 'ultralytics',
    licence: 'AGPL-3.0',
    train: (training) => train(training, run),
    // Both frameworks' checkpoints are stripped alike.
    async strip(source, target) {
      await run({ program: 'train.py', options: { strip: { source, target } } });
    },
    export: (request) => runExport(run, request),
  };
}

async function train(training: EngineTraining, run: RunProgram): Promise<EngineArtefacts> {
  const { workFolder, resume, distributed, signal, hurry, kill } = training;
  if (distributed)
    throw new HyperparameterInvalidError(
      'The engine ultralytics trains on one GPU of one host. Take an instance type with one GPU and a count of 1, or --engine yolov5.',
    );
  const runFolder = join(workFolder, runName);
  const outbox = join(workFolder, 'outbox');
  await mkdir(outbox, { recursive: true });
  if (resume) await restoreCheckpoint(resume.checkpoint, runFolder);
  const resumed = resume && { state: join(resume.checkpoint, 'last.pt'), bestEpoch: resume.bestEpoch };
  const options = { arguments: toUltralyticsArguments(training, availableParallelism()), outbox, resumed };
  const events = await run({ program: 'train_ultralytics.py', options, signal, hurry, kill });
  return {
    ...requireEvent(events, 'end', 'train_ultralytics.py'),
    runFolder,
    bestWeights: join(runFolder, 'weights', 'best.pt'),
    resultsCsv: join(runFolder, 'results.csv'),
    optionsYaml: join(runFolder, 'opt.yaml'),
  };
}
