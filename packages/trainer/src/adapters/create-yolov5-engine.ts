import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Engine, EngineListeners, EvaluatedModel, ExportedModel } from '../engine/engine.js';
import type { EngineEvent, ModelEvent, ParityEvent } from '../engine/engine-event.js';
import { comparisonRules } from '../engine/judge-parity.js';
import { runName, toYolov5Arguments } from '../engine/to-yolov5-arguments.js';
import { EngineFailedError } from '../errors.js';
import { findPython } from './find-python.js';
import { type GlueRun, runGlue } from './run-glue.js';

/** YOLOv5 7.0.14 from PyPI, as a separate program. @throws PythonMissingError */
export function createYolov5Engine(listeners: EngineListeners): Engine {
  const setup = findPython();
  const run = async (request: Omit<GlueRun, 'onEvent' | 'onLog'>): Promise<EngineEvent[]> => {
    const events: EngineEvent[] = [];
    const onEvent = (event: EngineEvent) => {
      if (event.event !== 'batch') events.push(event);
      listeners.onEvent(event);
    };
    await runGlue(setup, { ...request, onEvent, onLog: listeners.onLog });
    return events;
  };
  return {
    name: 'yolov5',
    licence: 'AGPL-3.0',
    async train(training) {
      const options = { arguments: toYolov5Arguments(training, availableParallelism()) };
      const events = await run({ program: 'train.py', options, signal: training.signal });
      const runFolder = join(training.workFolder, runName);
      return {
        ...requireEvent(events, 'end', 'train.py'),
        runFolder,
        bestWeights: join(runFolder, 'weights', 'best.pt'),
        resultsCsv: join(runFolder, 'results.csv'),
        optionsYaml: join(runFolder, 'opt.yaml'),
      };
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

function requireEvent<K extends EngineEvent['event']>(
  events: readonly EngineEvent[],
  kind: K,
  program: string,
): Extract<EngineEvent, { event: K }> {
  const found = events.find((event): event is Extract<EngineEvent, { event: K }> => event.event === kind);
  if (!found) throw new EngineFailedError(program, `it ended without its "${kind}" event.`);
  return found;
}
