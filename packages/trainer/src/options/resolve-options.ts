import { nearestName } from '@detectory/dataset';
import type { HyperparameterValue } from '../contract/parse-hyperparameters.js';
import { HyperparameterInvalidError } from '../errors.js';
import { assertEngineHas } from './assert-engine-has.js';
import { checkOptionValue, invalidOption } from './check-option-value.js';
import { refusedOptions } from './groups/refused-options.js';
import { optionAliases, type OptionName, optionTable, type TrainOptions } from './option-table.js';
import type { OptionValue } from './option-spec.js';
import { parsePrecisions } from '../quantise/precision.js';
import { parseExportSizes } from './parse-export-sizes.js';
import { choosePreset, type PresetName, presets } from './presets/presets.js';

export type { TrainOptions };

type Values = Partial<Record<OptionName, OptionValue>>;

/**
 * Options as they hold: what was given, before the preset's, before the defaults. Without a preset or hyp file the preset
 * follows from the weights, and is named in the result.
 * @throws HyperparameterInvalidError for unknown names, with the nearest one, for values out of range, and for what the engine
 * doesn't have
 */
export function resolveOptions(given: ReadonlyMap<string, HyperparameterValue>): TrainOptions {
  const explicit = checkAll(given);
  const fallbacks = defaults(explicit.engine);
  const implied = explicit.hyp === undefined ? choosePreset(String(explicit.weights ?? fallbacks.weights)) : undefined;
  const preset = (explicit.preset ?? implied) as PresetName | undefined;
  const options = { ...fallbacks, ...(preset && { preset, ...presets[preset].options }), ...explicit };
  assertEngineHas(options);
  assertMultipleOf32(Number(options.imgsz));
  assertTogether(options);
  parsePrecisions(String(options['export-precision']));
  if (options['export-sizes'] !== undefined) parseExportSizes(String(options['export-sizes']));
  return options as unknown as TrainOptions;
}

function checkAll(given: ReadonlyMap<string, HyperparameterValue>): Values {
  const values: Values = {};
  for (const [key, value] of given) {
    const name = toOptionName(key);
    if (value !== null) values[name] = checkOptionValue(name, optionTable[name], value);
  }
  return values;
}

function defaults(engine: OptionValue | undefined): Values {
  const entries = Object.entries(optionTable).flatMap(([name, spec]) =>
    spec.fallback === undefined ? [] : [[name, spec.fallback] as const],
  );
  // Of later YOLOs no image has weights, and only a name that is given is downloaded.
  return { ...Object.fromEntries(entries), ...(engine === 'ultralytics' ? { weights: 'none' } : {}) };
}

/** The option that a name or another spelling stands for. @throws HyperparameterInvalidError with the nearest name */
export function toOptionName(key: string): OptionName {
  const plain = key.replaceAll('_', '-');
  const name = optionAliases[plain] ?? plain;
  if (Object.hasOwn(optionTable, name)) return name as OptionName;
  const refusal = refusedOptions[plain];
  if (refusal !== undefined)
    throw new HyperparameterInvalidError(`The training option ${key} can't be given: ${refusal}.`);
  const known = [...Object.keys(optionTable), ...Object.keys(optionAliases)];
  const nearest = nearestName(key, known);
  throw new HyperparameterInvalidError(
    `There is no training option "${key}". ${nearest ? `Did you mean ${nearest}?` : `Known are: ${known.join(', ')}.`}`,
  );
}

function assertMultipleOf32(imgsz: number): void {
  if (imgsz % 32 !== 0)
    throw invalidOption('imgsz', imgsz, `a multiple of 32, such as ${Math.max(32, Math.round(imgsz / 32) * 32)}`);
}

/** Combinations of which one makes the other senseless. */
function assertTogether(options: Values): void {
  if (options.noval && options['stop-on-overfit'])
    throw new HyperparameterInvalidError(
      'noval and stop-on-overfit exclude each other: over-fitting shows in the validation loss of each epoch. Leave out one of them.',
    );
  if (options.quad && options.rect)
    throw new HyperparameterInvalidError(
      'quad and rect exclude each other: quad needs square photos. Leave out one of them.',
    );
}
