import { Option } from 'commander';
import { UsageError } from '@detectory/terminal';
import { ValueRefused } from './parse-value.js';
import { type SettingRow, settingsTable } from './settings-table.js';
import type { Settings } from './settings.js';

/** The flags of the command line; their values stay text until `readSettings`. */
export function createSettingOptions(): readonly Option[] {
  return settingsTable.flatMap((setting) => (setting.flag ? [new Option(setting.flag, describe(setting))] : []));
}

export type FlagValues = Readonly<Record<string, string | boolean | undefined>>;

/**
 * Settings from flags, then variables, then defaults.
 * @param flags by commander's names: `maxQueue` for `--max-queue`
 * @throws UsageError that names the first flag or variable with a value that can't be taken
 */
export function readSettings(
  flags: FlagValues,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Settings {
  const pairs = settingsTable.map((setting) => [setting.key, readSetting(setting, flags, environment)] as const);
  const settings = Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as unknown as Settings;
  const isMulti = settings.isMultiModel || settings.models !== undefined;
  if (flags['model'] !== undefined && isMulti)
    throw new UsageError(
      '--model serves one model, --models and SAGEMAKER_MULTI_MODEL=true many; keep one of them, take the others away.',
    );
  return isMulti ? { models: '/opt/ml/models', ...settings } : settings;
}

function readSetting(
  setting: SettingRow,
  flags: FlagValues,
  environment: Readonly<Record<string, string | undefined>>,
) {
  const option = setting.flag ? new Option(setting.flag) : undefined;
  const given = option && flags[option.attributeName()];
  if (option && given !== undefined)
    return typeof given === 'boolean' ? given : parse(setting, option.long ?? '', given);
  const variable = setting.variables.find((name) => environment[name]?.trim());
  return variable ? parse(setting, variable, environment[variable] ?? '') : setting.fallback;
}

function parse(setting: SettingRow, source: string, value: string): Settings[keyof Settings] {
  try {
    return setting.parse(value);
  } catch (error) {
    if (error instanceof ValueRefused) throw new UsageError(`${source} is "${value}"; ${error.message}.`);
    throw error;
  }
}

function describe({ meaning, variables, fallback, fallbackText }: SettingRow): string {
  const standard = `default: ${fallbackText ?? String(fallback)}`;
  return `${meaning} (${[standard, ...variables.map((name) => `env: ${name}`)].join(', ')})`;
}
