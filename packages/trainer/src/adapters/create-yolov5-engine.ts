import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type {
  Engine,
  EngineArtefacts,
  EngineListeners,
  EngineTraining,
  EvaluatedModel,
  ExportedModel,
} from '../engine/engine.js';
import type { EngineEvent, ModelEvent, ParityEvent } from '../engine/engine-event.js';
import { comparisonRules } from '../engine/judge-parity.js';
import { runName, toYolov5Arguments } from '../engine/to-yolov5-arguments.js';
import { EngineFailedError } from '../errors.js';
import { restoreCheckpoint } from './checkpoints/restore-checkpoint.js';
import { findPython } from './find-python.js';
import { type GlueRun, runGlue } from './run-glue.js';

/** YOLOv5 7.0.14 from PyPI, as a separate program. @throws PythonMissingError */
export function createYolov5Engine(listeners: EngineListeners): Engine {
  const setup = findPython();
  const run: RunProgram = async (request) => {
    const events: EngineEvent[] = [];
    const onEvent = (event: EngineEvent) => {
      if (event.event !== 'batch') events.push(event);
      listeners.onEvent(event);
    };
    await runGlue(setup, { kill: listeners.kill, ...request, onEvent, onLog: listeners.onLog });
    return events;
  };
  return {
    name: 'yolov5',
    licence: 'AGPL-3.0',
    train: (training) => train(training, run),
    async strip(source, target) {
      await run({ program: 'train.py', options: { strip: { source, target } } });
    },
    async export(request): Promise<ExportedModel> {
      const events = await run({ program: 'export.py', options: { ...request, comparison: comparisonRules } });
      const model: ModelEvent = requireEvent(events, 'model', 'export.py');
      return { model, parities: events.filter((event): event is ParityEvent => event.event === 'parity') };
    },
    async evaluate({ model, size, classNames, images }): Promise<EvaluatedModel> {
      const events = await run({ program: 'evaluate.py', options: { model, ...size, classNames, images } });
      return requireEvent(events, 'metrics', 'evaluate.py');
    },
  };
}

type RunProgram = (request: Omit<GlueRun, 'onEvent' | 'onLog'>) => Promise<EngineEvent[]>;

async function train(training: EngineTraining, run: RunProgram): Promise<EngineArtefacts> {
  const { workFolder, resume, distributed, signal, hurry, kill } = training;
  const runFolder = join(workFolder, runName);
  const outbox = join(workFolder, 'outbox');
  await mkdir(outbox, { recursive: true });
  if (resume) await restoreCheckpoint(resume.checkpoint, runFolder);
  const resumed = resume && { epoch: resume.epoch, bestEpoch: resume.bestEpoch, bestFitness: resume.bestFitness };
  const options = { arguments: toYolov5Arguments(training, availableParallelism()), outbox, resumed };
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

function requireEvent<K extends EngineEvent['event']>(
  events: readonly EngineEvent[],
  kind: K,
  program: string,
): Extract<EngineEvent, { event: K }> {
  const found = events.find((event): event is Extract<EngineEvent, { event: K }> => event.event === kind);
  if (!found) throw new EngineFailedError(program, `it ended without its "${kind}" event.`);
  return found;
}
