import type { HyperparameterValue } from './parse-hyperparameters.js';
import { isRecord } from './parse-json-object.js';

/** The file of options that published recipes of YOLOv5 on SageMaker put into a channel. */
export const trainArgsFile = 'train-args.json';

/** Its own keys, and the options that they are; NAME is the run's folder, which is fixed here. */
const keys: Readonly<Record<string, string | undefined>> = {
  FP_DATA: 'data-yaml',
  FP_YOLO: 'cfg',
  FP_HYP: 'hyp',
  FP_WEIGHT: 'weights',
  IMG_SIZE: 'imgsz',
  EPOCHS: 'epochs',
  BATCH: 'batch-size',
  NAME: undefined,
};

/**
 * Options of a train-args file in the form that hyperparameters have: its own upper-case keys translated, others as they are.
 * Paths below /opt/ml are moved to where that folder lies.
 */
export function toTrainArgs(
  values: Readonly<Record<string, unknown>>,
  mlRoot: string,
): Map<string, HyperparameterValue> {
  const entries = Object.entries(values).flatMap(([key, value]) => {
    const name = Object.hasOwn(keys, key) ? keys[key] : key;
    return name === undefined || isRecord(value) ? [] : [[name, movePath(toScalar(value), mlRoot)] as const];
  });
  return new Map(entries);
}

function toScalar(value: unknown): HyperparameterValue {
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : String(value);
}

function movePath(value: HyperparameterValue, mlRoot: string): HyperparameterValue {
  return typeof value === 'string' && value.startsWith('/opt/ml/')
    ? `${mlRoot}${value.slice('/opt/ml'.length)}`
    : value;
}
