import { rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isS3Uri } from '@detectory/storage';
import type { RunRecord, RunResult } from '@detectory/trainer';
import { makeRunReport } from '@detectory/trainer/evaluation';
import { toContinueCommand } from './format-next-step.js';

/** report.html in the run's folder; answers where it is, or `undefined` for a run that isn't on this machine. */
export async function writeRunReport(result: RunResult, record: RunRecord, data: string): Promise<string | undefined> {
  if (isS3Uri(result.model)) return undefined;
  const run = dirname(result.model);
  const html = await makeRunReport({
    record,
    model: result.model,
    data,
    nextCommand: toContinueCommand(record, run, data),
  });
  const file = join(run, 'report.html');
  await writeFile(`${file}.partial`, html);
  await rename(`${file}.partial`, file);
  return file;
}
