import type { MadeReport, ReportOptions } from './assemble-report.js';

/**
 * Reads a dataset and its images, and makes the report of them. Loads the image library when it is first called: a command that
 * only may make one starts without it.
 * @throws InvalidDatasetError, StorageError; the signal's reason when aborted
 */
export async function makeReport(options: ReportOptions): Promise<MadeReport> {
  const { assembleReport } = await import('./assemble-report.js');
  return assembleReport(options);
}
