import { JsonInvalidError } from '../errors.js';

export interface JsonBounds {
  readonly maxDepth: number;
  readonly maxValues: number;
}

const quote = 0x22;
const backslash = 0x5c;

/**
 * Refuses JSON that is nested too deep or has too many values, before it is parsed: a few megabytes of `[` would
 * otherwise become gigabytes of arrays. Strings are jumped over, so that it costs little beside the parsing.
 * @throws JsonInvalidError
 */
export function assertJsonWithin(bytes: Uint8Array, { maxDepth, maxValues }: JsonBounds): void {
  let depth = 0;
  let separators = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) at = endOfString(bytes, at);
    else if (byte === 0x5b || byte === 0x7b) depth += 1;
    else if (byte === 0x5d || byte === 0x7d) depth -= 1;
    else if (byte === 0x2c) separators += 1;
    if (depth > maxDepth)
      throw new JsonInvalidError(`The JSON is nested deeper than ${maxDepth} levels at byte ${at}.`);
    if (separators >= maxValues)
      throw new JsonInvalidError(`The JSON has more than ${maxValues} values up to byte ${at}.`);
  }
}

/** The index of the closing quote; the end where there is none, which the parser then says. */
function endOfString(bytes: Uint8Array, start: number): number {
  for (let from = start + 1; ;) {
    const end = bytes.indexOf(quote, from);
    if (end < 0) return bytes.length;
    let escapes = 0;
    while (bytes[end - 1 - escapes] === backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
    from = end + 1;
  }
}
