import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ResolvedHyp, resolveHyp } from '../options/presets/resolve-hyp.js';
import type { HypValues } from '../options/presets/shipped-hyps.js';
import type { TrainOptions } from '../options/option-table.js';
import { findInChannels } from './find-in-channels.js';

export interface WrittenHyp extends ResolvedHyp {
  readonly file: string;
}

/** The hyperparameters as they hold, in a file of the run's own. @throws HyperparameterInvalidError */
export async function writeHyp(
  options: TrainOptions,
  folders: readonly string[],
  workFolder: string,
): Promise<WrittenHyp> {
  const resolved = await readHyp(options, folders);
  const file = join(workFolder, 'hyp.yaml');
  await writeFile(file, formatHyp(resolved.values));
  return { ...resolved, file };
}

/**
 * The same, written nowhere.
 * @param folders where a bare name is looked for
 * @throws HyperparameterInvalidError
 */
export async function readHyp(options: TrainOptions, folders: readonly string[]): Promise<ResolvedHyp> {
  const path = options.hyp === undefined ? undefined : await findInChannels(options.hyp, folders, ['', '.yaml']);
  return resolveHyp(options, path === undefined ? undefined : { path, text: await readFile(path, 'utf8') });
}

function formatHyp(values: HypValues): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}: ${toDecimal(value)}\n`)
    .join('');
}

/** PyYAML takes 1e-7 for text. */
function toDecimal(value: number): string {
  return String(value).includes('e') ? value.toFixed(20).replace(/0+$/, '') : String(value);
}
