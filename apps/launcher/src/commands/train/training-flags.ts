import { optionAliases, optionGroups, type OptionSpec, optionTable, refusedOptions } from '@detectory/trainer';
import { type Command, Option } from 'commander';

/** Names that the launcher gives a meaning of its own: its `--resume`, `--continue` and `--name` name runs. */
const ownNames: ReadonlySet<string> = new Set(['resume', 'continue-from', 'name']);

/** Training options as flags, each group of the table under a heading of its own in `--help`. */
export function addTrainingFlags(command: Command): Command {
  for (const [group, heading] of Object.entries(optionGroups))
    for (const [name, spec] of listOptions().filter(([, one]) => one.group === group)) {
      const flag = toFlagName(name);
      command.addOption(new Option(toFlag(flag, spec), withDefault(spec)).helpGroup(`${heading}:`));
      if (isOnAnyway(spec))
        command.addOption(new Option(`--no-${name}`, `as --${flag} false`).helpGroup(`${heading}:`));
    }
  for (const [name, spec] of listOptions()) {
    for (const other of listOtherNames(name)) command.addOption(new Option(toFlag(other, spec)).hideHelp());
    // What the run that goes on had, and this one is not to have.
    if (spec.kind === 'flag' && !isOnAnyway(spec)) command.addOption(new Option(`--no-${name}`).hideHelp());
  }
  for (const flag of listRefused()) command.addOption(new Option(`--${flag} [value]`).hideHelp());
  return command;
}

/** YOLOv5's own flags that make no sense here: taken, so that whoever knows them is told why as of any other option. */
function listRefused(): string[] {
  return Object.keys(refusedOptions)
    .filter((name) => !ownNames.has(name))
    .flatMap(listSpellings);
}

/** Flags that are training options, refused ones too, by the names that hyperparameters have; commander gives them in camelCase. */
export function toHyperparameters(flags: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = listOptions().flatMap(([name]) => {
    const value = [toFlagName(name), ...listOtherNames(name)].map((each) => flags[toCamelCase(each)]).find(isGiven);
    return value === undefined ? [] : [[name, toText(value)] as const];
  });
  const refused = listRefused().filter((name) => isGiven(flags[toCamelCase(name)]));
  return { ...Object.fromEntries(entries), ...Object.fromEntries(refused.map((name) => [name, 'True'])) };
}

const isGiven = (value: unknown): boolean => value !== undefined;

/** As hyperparameters and YOLOv5's own flags spell it too. `--data` is the dataset here. */
function listOtherNames(name: string): string[] {
  const aliases = Object.keys(optionAliases).filter((alias) => alias !== 'data' && optionAliases[alias] === name);
  return [name, ...aliases].flatMap(listSpellings).filter((each) => each !== toFlagName(name));
}

function listSpellings(name: string): string[] {
  return [...new Set([name, name.replaceAll('-', '_')])];
}

function toText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}

function listOptions(): (readonly [string, OptionSpec])[] {
  return Object.entries(optionTable).filter(([name]) => !ownNames.has(name));
}

/** `--batch` is what people type for batch-size. */
function toFlagName(name: string): string {
  return name === 'batch-size' ? 'batch' : name;
}

/** Of such a flag `false` is what people want to say. */
const isOnAnyway = ({ kind, fallback }: OptionSpec): boolean => kind === 'flag' && fallback === true;

function toFlag(flagName: string, spec: OptionSpec): string {
  const flag = `--${flagName}`;
  if (spec.kind === 'flag') return `${flag} [value]`;
  if (spec.kind === 'text') return spec.bare === undefined ? `${flag} <value>` : `${flag} [value]`;
  return `${flag} <n>`;
}

function withDefault({ help, fallback, ...spec }: OptionSpec): string {
  // Names such as YOLOv5, NMS and IoU stay as they are.
  const text = help.replace(/^[A-Z](?=[a-z]*\b)/, (letter) => letter.toLowerCase());
  const choices = 'choices' in spec && spec.choices ? ` One of ${spec.choices.join(', ')}.` : '';
  return `${text}${choices}${fallback === undefined || fallback === false ? '' : ` Default ${String(fallback)}.`}`;
}

function toCamelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
