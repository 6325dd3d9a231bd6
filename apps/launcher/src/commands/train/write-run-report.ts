import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isS3Uri } from '@detectory/storage';
import type { RunRecord, RunResult } from '@detectory/trainer';
import { makeRunReport } from '@detectory/trainer/evaluation';
import { note } from '../images/note.js';

/**
 * report.html in the run's folder; answers where it is, or `undefined` for a run that isn't on this machine. Where it can't be
 * written (a full disk, a folder that is read-only) that is said: the run is none the worse for it.
 */
export async function writeRunReport(
  { model }: RunResult,
  record: RunRecord,
  { data, nextCommand }: { readonly data: string; readonly nextCommand: string | undefined },
): Promise<string | undefined> {
  if (isS3Uri(model)) return undefined;
  const file = join(dirname(model), 'report.html');
  const partial = `${file}.partial`;
  try {
    await writeFile(partial, await makeRunReport({ record, model, data, nextCommand }));
    await rename(partial, file);
    return file;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    await rm(partial, { force: true }).catch(() => undefined);
    note(
      `warning: ${file} can't be written (${error.message}). The model is whole; detectory-launch watch ${dirname(model)} makes the page once there is room.`,
    );
    return undefined;
  }
}
