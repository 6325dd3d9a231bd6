import { availableParallelism } from 'node:os';
import type { Engine, EngineListeners, EngineTraining } from '../engine/engine.js';
import { toYolov5Arguments } from '../engine/to-yolov5-arguments.js';
import { createGlueEngine, type TrainingEnd } from './create-glue-engine.js';
import { requireEvent, type RunProgram } from './glue-programs.js';

/** YOLOv5 7.0.14 from PyPI, as a separate program. @throws PythonMissingError */
export function createYolov5Engine(listeners: EngineListeners): Engine {
  return createGlueEngine('yolov5', listeners, train);
}

async function train(training: EngineTraining, outbox: string, run: RunProgram): Promise<TrainingEnd> {
  const { resume, distributed, signal, hurry, kill } = training;
  const resumed = resume && { epoch: resume.epoch, bestEpoch: resume.bestEpoch, bestFitness: resume.bestFitness };
  const options = {
    arguments: toYolov5Arguments(training, availableParallelism()),
    outbox,
    resumed,
    tensorboard: training.tensorboardFolder,
    channelsLast: training.options['channels-last'],
  };
  const events = await run({ program: 'train.py', options, distributed, signal, hurry, kill });
  // Of several hosts, only the first one has results.
  return distributed?.hostRank ? { epochs: 0, bestEpoch: 0, stopped: false } : requireEvent(events, 'end', 'train.py');
}
