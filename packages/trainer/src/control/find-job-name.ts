/** As SageMaker names the job in each of its starts, and as our runners do; undefined where nobody says. */
export function findJobName(): string | undefined {
  return process.env['TRAINING_JOB_NAME'] || undefined;
}
