import type { EngineExport, EngineListeners, ExportedModel } from '../engine/engine.js';
import type { EngineEvent, ParentEvent } from '../engine/engine-event.js';
import { EngineFailedError } from '../errors.js';
import { findPython } from './find-python.js';
import { type GlueRun, runGlue } from './run-glue.js';

/** Runs a program and answers its events, batches left out: there are too many of them to keep. */
export type RunProgram = (request: Omit<GlueRun, 'onEvent' | 'onLog'>) => Promise<EngineEvent[]>;

/** @throws PythonMissingError */
export function createProgramRunner(listeners: EngineListeners): RunProgram {
  const setup = findPython();
  return async (request) => {
    const events: EngineEvent[] = [];
    const onEvent = (event: EngineEvent) => {
      if (event.event !== 'batch') events.push(event);
      // What the parent finds is thousands of numbers that nobody listens for.
      if (event.event !== 'parent') listeners.onEvent(event);
    };
    await runGlue(setup, { ...listeners, ...request, onEvent });
    return events;
  };
}

/** Exports a checkpoint of either engine. */
export async function runExport(run: RunProgram, request: EngineExport): Promise<ExportedModel> {
  const events = await run({ program: 'export.py', options: request });
  const parents = events.filter((event): event is ParentEvent => event.event === 'parent');
  return { model: requireEvent(events, 'model', 'export.py'), parents };
}

export function requireEvent<K extends EngineEvent['event']>(
  events: readonly EngineEvent[],
  kind: K,
  program: string,
): Extract<EngineEvent, { event: K }> {
  const found = events.find((event): event is Extract<EngineEvent, { event: K }> => event.event === kind);
  if (!found) throw new EngineFailedError(program, `it ended without its "${kind}" event.`);
  return found;
}
