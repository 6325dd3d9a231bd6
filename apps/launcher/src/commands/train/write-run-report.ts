import { rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isS3Uri } from '@detectory/storage';
import type { RunRecord, RunResult } from '@detectory/trainer';
import { makeRunReport } from '@detectory/trainer/evaluation';

/** report.html in the run's folder; answers where it is, or `undefined` for a run that isn't on this machine. */
export async function writeRunReport(
  { model }: RunResult,
  record: RunRecord,
  { data, nextCommand }: { readonly data: string; readonly nextCommand: string | undefined },
): Promise<string | undefined> {
  if (isS3Uri(model)) return undefined;
  const html = await makeRunReport({ record, model, data, nextCommand });
  const file = join(dirname(model), 'report.html');
  await writeFile(`${file}.partial`, html);
  await rename(`${file}.partial`, file);
  return file;
}
