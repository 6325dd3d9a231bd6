import { basename } from 'node:path';
import { InvalidArgumentError } from 'commander';

/** A name for a folder below `--out`, not a path that leaves it. @throws InvalidArgumentError */
export function parseName(text: string): string {
  if (text !== '' && text !== '.' && text !== '..' && basename(text) === text) return text;
  throw new InvalidArgumentError('Expected a name without /; --out says where it lies.');
}
