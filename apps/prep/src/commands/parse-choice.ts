import { InvalidOptionError } from '@detectory/dataset';

/** @throws InvalidOptionError naming the flag and what it takes */
export function parseChoice<Choice extends string>(flag: string, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new InvalidOptionError(`${flag} ${value}: expected ${choices.join(', ')}.`);
  return choice;
}

/** @throws InvalidOptionError */
export function parseWhole(flag: string, value: string, least: number): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isSafeInteger(number) || number < least)
    throw new InvalidOptionError(`${flag} ${value}: expected a whole number from ${least} up.`);
  return number;
}
