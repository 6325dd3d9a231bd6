import type { Engine, EngineListeners } from '../engine/engine.js';
import { HyperparameterInvalidError } from '../errors.js';
import { createUltralyticsEngine } from './create-ultralytics-engine.js';
import { createYolov5Engine } from './create-yolov5-engine.js';

const engines: ReadonlyMap<string, (listeners: EngineListeners) => Engine> = new Map([
  ['yolov5', createYolov5Engine],
  ['ultralytics', createUltralyticsEngine],
]);

/** The framework of that name. @throws HyperparameterInvalidError, PythonMissingError */
export function createEngine(name: string, listeners: EngineListeners): Engine {
  const create = engines.get(name);
  if (!create)
    throw new HyperparameterInvalidError(`There is no engine ${name}; expected ${[...engines.keys()].join(' or ')}.`);
  return create(listeners);
}
