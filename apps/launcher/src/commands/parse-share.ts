import { InvalidArgumentError } from 'commander';

/** A flag's value from 0 to 1. @throws InvalidArgumentError */
export function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1))
    throw new InvalidArgumentError('Expected a number from 0 to 1, such as 0.25.');
  return share;
}
