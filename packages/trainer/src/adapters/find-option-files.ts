import { findInChannels } from './find-in-channels.js';

/** Options whose value may be a file of the caller's; where training runs it has another path. */
export const fileOptions = ['hyp', 'cfg'] as const;

/** A value that names a file of this machine, which a run takes along. */
export interface OptionFile {
  readonly name: (typeof fileOptions)[number];
  readonly file: string;
}

/** Those of a run's hyperparameters whose value is a file here, also without its `.yaml`. */
export async function findOptionFiles(given: Readonly<Record<string, string>>): Promise<OptionFile[]> {
  const found: OptionFile[] = [];
  for (const name of fileOptions) {
    const value = given[name];
    const file = value === undefined ? undefined : await findInChannels(value, ['.'], ['', '.yaml']);
    if (file !== undefined) found.push({ name, file });
  }
  return found;
}
