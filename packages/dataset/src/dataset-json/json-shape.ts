import { isJsonObject } from '../ground-truth/json-value.js';

/** What of a JSON value is not as it should be, as `<place> is no <kind>`; `undefined`: nothing. */
export type JsonShape = (value: unknown, place: string) => string | undefined;

export const text: JsonShape = (value, place) => (typeof value === 'string' ? undefined : `${place} is no text`);

export const number: JsonShape = (value, place) => (typeof value === 'number' ? undefined : `${place} is no number`);

export const boolean: JsonShape = (value, place) =>
  typeof value === 'boolean' ? undefined : `${place} is no true/false`;

export const scalar: JsonShape = (value, place) =>
  ['string', 'number', 'boolean'].includes(typeof value) ? undefined : `${place} is no text, number or true/false`;

export function nullable(shape: JsonShape): JsonShape {
  return (value, place) => (value === null ? undefined : shape(value, place));
}

export function list(shape: JsonShape): JsonShape {
  return (value, place) =>
    Array.isArray(value)
      ? findFirst(value.map((item: unknown, i) => [item, `${place}[${i}]`, shape] as const))
      : `${place} is no list`;
}

export function record(shape: JsonShape): JsonShape {
  return (value, place) =>
    isJsonObject(value)
      ? findFirst(Object.entries(value).map(([key, item]) => [item, `${place}.${key}`, shape] as const))
      : `${place} is no object`;
}

/** Keys of `optional` may be missing; keys of neither are passed over. */
export function object(
  required: Readonly<Record<string, JsonShape>>,
  optional: Readonly<Record<string, JsonShape>> = {},
): JsonShape {
  const asked = Object.entries({ ...required, ...optional });
  return (value, place) => {
    if (!isJsonObject(value)) return `${place} is no object`;
    const present = asked.filter(([key]) => key in required || value[key] !== undefined);
    return findFirst(present.map(([key, shape]) => [value[key], `${place}.${key}`, shape] as const));
  };
}

function findFirst(parts: readonly (readonly [unknown, string, JsonShape])[]): string | undefined {
  for (const [value, place, shape] of parts) {
    const fault = shape(value, place);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
