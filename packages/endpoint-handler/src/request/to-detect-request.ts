import { nearestName } from '@detectory/terminal/nearest-name';
import { OptionInvalidError } from '../errors.js';
import type { DetectRequest } from '../ports/endpoint-model.js';

interface OptionRule {
  readonly field: 'confidence' | 'iou' | 'imageSizePx' | 'maxDetections';
  readonly low: number;
  readonly high: number;
  readonly isWhole: boolean;
  readonly text: string;
}

/** What a caller may set for one request: the bounds that are checked, and the words that document it. */
export const optionRules: Readonly<Record<'conf' | 'iou' | 'imgsz' | 'max', OptionRule>> = {
  conf: {
    field: 'confidence',
    low: 0,
    high: 1,
    isWhole: false,
    text: 'leave out detections at or below this confidence',
  },
  iou: {
    field: 'iou',
    low: 0,
    high: 1,
    isWhole: false,
    text: 'boxes of one class that overlap by more are one object',
  },
  imgsz: {
    field: 'imageSizePx',
    low: 32,
    high: 8192,
    isWhole: true,
    text: "wanted input side in pixels; the model's nearest size is used",
  },
  max: { field: 'maxDetections', low: 1, high: 1000, isWhole: true, text: 'at most so many detections an image' },
};

export const optionNames = [...Object.keys(optionRules), 'classes'];

const nothing: DetectRequest = Object.freeze({});

/**
 * Attributes as what the model is asked. Classes go by name (URL-encoded where a name holds a comma) or by index.
 * @param allowsOthers whether keys that are no option are somebody else's, as with a model's own code
 * @throws OptionInvalidError for an unknown key, with the nearest one, and for a value out of its range
 */
export function toDetectRequest(
  attributes: Readonly<Record<string, string>>,
  classNames: readonly string[],
  allowsOthers = false,
): DetectRequest {
  const entries = Object.entries(attributes);
  if (entries.length === 0) return nothing;
  const request: Record<string, number | readonly number[]> = {};
  for (const [key, value] of entries) {
    if (key === 'classes') request['classIndices'] = parseClasses(value, classNames);
    else if (isOption(key)) request[optionRules[key].field] = parseNumber(key, value);
    else if (!allowsOthers) throw unknownOption(key);
  }
  return request;
}

function isOption(key: string): key is keyof typeof optionRules {
  return Object.hasOwn(optionRules, key);
}

function parseNumber(key: keyof typeof optionRules, text: string): number {
  const { low, high, isWhole } = optionRules[key];
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!(value >= low && value <= high) || (isWhole && !Number.isInteger(value)))
    throw new OptionInvalidError(
      `${key} is "${shorten(text)}"; expected a ${isWhole ? 'whole ' : ''}number from ${low} to ${high}.`,
    );
  return value;
}

function parseClasses(text: string, classNames: readonly string[]): readonly number[] {
  return [...new Set(text.split(',').map((part) => toClassIndex(decode(part.trim()), classNames)))];
}

function toClassIndex(wanted: string, classNames: readonly string[]): number {
  const named = classNames.indexOf(wanted);
  if (named >= 0) return named;
  if (/^\d{1,6}$/.test(wanted) && Number(wanted) < classNames.length) return Number(wanted);
  // An index that is too high, or nothing at all, is no misspelt name.
  const nearest = /^\d*$/.test(wanted) ? undefined : nearestName(wanted, classNames);
  throw new OptionInvalidError(
    `The model has no class "${shorten(wanted)}"; ${nearest ? `did you mean "${shorten(nearest)}"?` : `it has ${listed(classNames)}.`}`,
  );
}

function listed(classNames: readonly string[]): string {
  const shown = classNames.slice(0, 10).map(shorten).join(', ');
  return classNames.length > 10 ? `${shown} and ${classNames.length - 10} more` : shown;
}

/** A name with a bare percent sign is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unknownOption(key: string): OptionInvalidError {
  // `confidence` and `max_detections` are longer words for the same.
  const nearest = optionNames.find((name) => key.startsWith(name)) ?? nearestName(key, optionNames);
  return new OptionInvalidError(
    `There is no option "${shorten(key)}"${nearest ? `; did you mean "${nearest}"?` : `; known are ${optionNames.join(', ')}.`}`,
  );
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
