import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Engine, EngineListeners, EngineTraining } from '../engine/engine.js';
import { toUltralyticsArguments } from '../engine/to-ultralytics-arguments.js';
import { createGlueEngine, type TrainingEnd } from './create-glue-engine.js';
import { requireEvent, type RunProgram } from './glue-programs.js';

/** Ultralytics (YOLOv8, YOLO11 and others with the same head) from PyPI, as a separate program. @throws PythonMissingError */
export function createUltralyticsEngine(listeners: EngineListeners): Engine {
  return createGlueEngine('ultralytics', listeners, train);
}

async function train(training: EngineTraining, outbox: string, run: RunProgram): Promise<TrainingEnd> {
  const { resume, signal, hurry, kill } = training;
  const resumed = resume && {
    state: join(resume.checkpoint, 'last.pt'),
    bestEpoch: resume.bestEpoch,
    bestFitness: resume.bestFitness,
  };
  const options = {
    arguments: toUltralyticsArguments(training, availableParallelism()),
    outbox,
    resumed,
    tensorboard: training.tensorboardFolder,
  };
  const events = await run({ program: 'train_ultralytics.py', options, signal, hurry, kill });
  return requireEvent(events, 'end', 'train_ultralytics.py');
}
