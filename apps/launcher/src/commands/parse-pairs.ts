import { InvalidArgumentError } from 'commander';

/** Gathers `KEY=VALUE` from each time a flag is given. @throws InvalidArgumentError */
export function parsePair(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Expected KEY=VALUE; give the flag once for each.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** `a,b` to its parts. */
export function parseList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
