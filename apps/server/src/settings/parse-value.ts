/** Why a value can't be taken: what was expected. The caller names the setting. */
export class ValueRefused extends Error {
  override readonly name = 'ValueRefused';
}

/** Text to value. @throws ValueRefused */
export type ParseValue<Value> = (text: string) => Value;

export function wholeNumber(min: number, max: number): ParseValue<number> {
  return (text) => {
    const value = Number(text.trim() || 'nothing');
    if (!Number.isInteger(value) || value < min || value > max)
      throw new ValueRefused(`expected a whole number from ${min} to ${max}`);
    return value;
  };
}

export function positiveNumber(max: number): ParseValue<number> {
  return (text) => {
    const value = Number(text.trim() || 'nothing');
    if (!(value > 0 && value <= max)) throw new ValueRefused(`expected a number above 0, at most ${max}`);
    return value;
  };
}

export function oneOf<const Name extends string>(...names: readonly Name[]): ParseValue<Name> {
  return (text) => {
    const found = names.find((name) => name === text.trim().toLowerCase());
    if (found === undefined) throw new ValueRefused(`expected one of ${names.join(', ')}`);
    return found;
  };
}

/** As the platform and the SDKs write it: `true`, `True`, `1`. */
export function yesOrNo(text: string): boolean {
  const value = text.trim().toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(value)) return true;
  if (['false', '0', 'no', 'off', ''].includes(value)) return false;
  throw new ValueRefused('expected true or false');
}

export function text(value: string): string {
  return value;
}

/** `1111-2222`: both ends belong to it. */
export function portRange(range: string): readonly [number, number] {
  const [, from, to] = /^(\d{1,5})-(\d{1,5})$/.exec(range.trim()) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (!(first <= last && last <= 65_535))
    throw new ValueRefused('expected two ports, the lower one first, as in 20000-20999');
  return [first, last];
}

const levels = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof levels)[number];

/** Python's number, as SageMaker's containers take it (10 debug to 50 fatal), or its name. */
export function logLevel(value: string): LogLevel {
  const byNumber = levels[Number(value) / 10 - 1];
  const name = value.trim().toLowerCase().replace('warning', 'warn').replace('critical', 'fatal');
  const found = byNumber ?? levels.find((level) => level === name);
  if (found === undefined)
    throw new ValueRefused('expected 10, 20, 30, 40 or 50, or debug, info, warn, error or fatal');
  return found;
}
