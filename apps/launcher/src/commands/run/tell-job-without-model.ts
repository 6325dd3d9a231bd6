import { formatTable } from '@detectory/terminal';
import { note } from '../images/note.js';
import { formatJobRows, type JobDisplay, toJobSummary } from './create-job-display.js';

interface JobTelling {
  readonly json?: boolean | undefined;
  /** In US dollars. */
  readonly pricePerHour: number | undefined;
}

/**
 * What a job took and cost is told also where following it ends without a model: it failed, or its follower left. On stderr; with
 * `--json` beside the error.
 */
export async function tellJobWithoutModel<Result>(
  jobs: JobDisplay,
  { json, pricePerHour }: JobTelling,
  following: Promise<Result>,
): Promise<Result> {
  try {
    return await following;
  } catch (error) {
    const job = jobs.last();
    if (!job || !(error instanceof Error)) throw error;
    if (json) throw Object.assign(error, { details: { job: toJobSummary(job, pricePerHour) } });
    note(`\n${formatTable(formatJobRows(job, pricePerHour), { header: false })}`);
    throw error;
  }
}
