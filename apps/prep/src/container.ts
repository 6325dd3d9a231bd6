import { run } from './main.js';
import { runProcessingJob } from './processing/run-processing-job.js';

/** The training image's `prepare`: detectory-prep, bundled into one file; as a SageMaker Processing job it knows its place. */
process.exitCode = await runProcessingJob({ argv: process.argv, root: process.env['DETECTORY_ML_ROOT'], run });
