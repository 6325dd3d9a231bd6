import { basename } from 'node:path';
import { nearestName } from '@detectory/dataset';
import { parse } from 'yaml';
import { isRecord } from '../../contract/parse-json-object.js';
import { HyperparameterInvalidError } from '../../errors.js';
import { checkOptionValue } from '../check-option-value.js';
import { hypOptions } from '../groups/hyp-options.js';
import type { HypName, TrainOptions } from '../option-table.js';
import { toGivenHyp } from '../to-framework-options.js';
import { type PresetName, presets } from './presets.js';
import { type HypValues, shippedHyps } from './shipped-hyps.js';

export interface ResolvedHyp {
  readonly values: HypValues;
  /** Where they come from, for the log. */
  readonly origin: string;
  readonly warnings: readonly string[];
}

/** A hyp file that was read. */
export interface HypFile {
  readonly path: string;
  readonly text: string;
}

const base = shippedHyps['hyp.scratch-low'] ?? {};

/**
 * YOLOv5's hyperparameters as they hold: single options before a hyp file or shipped set before the preset.
 * @param file undefined where `hyp` names no file
 * @throws HyperparameterInvalidError
 */
export function resolveHyp(options: TrainOptions, file: HypFile | undefined): ResolvedHyp {
  const given = toGivenHyp(options);
  const names = Object.keys(given);
  const chosen = chooseBase(options, file);
  return {
    ...chosen,
    values: { ...chosen.values, ...given },
    origin: names.length === 0 ? chosen.origin : `${chosen.origin}, with ${names.join(', ')} as given`,
  };
}

function chooseBase(options: TrainOptions, file: HypFile | undefined): ResolvedHyp {
  if (file) return parseHypFile(file);
  if (options.hyp !== undefined) return { values: shipped(options.hyp), origin: options.hyp, warnings: [] };
  const name = (options.preset ?? 'finetune') as PresetName;
  return { values: presets[name].toHyp(options.epochs), origin: `the preset ${name}`, warnings: [] };
}

function shipped(name: string): HypValues {
  const values = shippedHyps[toShippedName(name)];
  if (values) return values;
  throw new HyperparameterInvalidError(
    `The training option hyp is "${name}"; expected a YAML file that exists, a file's name in a channel, or one of ${Object.keys(shippedHyps).join(', ')}.`,
  );
}

function toShippedName(name: string): string {
  const plain = name.replace(/\.ya?ml$/, '');
  return plain.startsWith('hyp.') ? plain : `hyp.${plain}`;
}

function parseHypFile({ path, text }: HypFile): ResolvedHyp {
  const entries = Object.entries(parseYaml(text, path));
  const unknown = entries.map(([key]) => key).filter((key) => !isHypName(toOptionName(key)));
  const known = entries.filter(([key]) => isHypName(toOptionName(key)));
  const values = Object.fromEntries(known.map(([key, value]) => [key, checkValue(path, key, value)]));
  const missing = Object.keys(base).filter((key) => !(key in values));
  return {
    values: { ...base, ...values },
    origin: `the file ${basename(path)}`,
    warnings: [
      ...unknown.map((key) => `WARNING: ${path} sets ${key}, which YOLOv5 does not know${hint(key)}; it is left out.`),
      ...(missing.length > 0
        ? [`WARNING: ${path} lacks ${missing.join(', ')}; hyp.scratch-low's values are taken.`]
        : []),
    ],
  };
}

function parseYaml(text: string, path: string): Record<string, unknown> {
  let cause = 'it is no map';
  try {
    const value: unknown = parse(text);
    if (isRecord(value)) return value;
  } catch (error) {
    cause = (error as Error).message.split('\n')[0] ?? '';
  }
  throw new HyperparameterInvalidError(`${path} is not a YAML map of hyperparameters (${cause}).`);
}

function checkValue(path: string, key: string, value: unknown): number {
  const name = toOptionName(key) as HypName;
  return checkOptionValue(`${key} (in ${path})`, hypOptions[name], value as number) as number;
}

function hint(key: string): string {
  const nearest = nearestName(key, Object.keys(base));
  return nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
}

function toOptionName(key: string): string {
  return key.replaceAll('_', '-');
}

function isHypName(name: string): name is HypName {
  return Object.hasOwn(hypOptions, name);
}
