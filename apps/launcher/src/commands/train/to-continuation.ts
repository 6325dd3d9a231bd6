import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isS3Uri } from '@detectory/storage';
import { UsageError } from '@detectory/terminal';

/** The channel in which a run finds the checkpoints that it goes on from. */
export const checkpointChannel = 'checkpoint';

/**
 * The checkpoints of the run that `--continue` names: a run's folder here, one that was fetched from SageMaker, or the s3:// URI
 * of a job's checkpoints.
 * @throws UsageError
 */
export async function findCheckpoints(run: string): Promise<string> {
  if (isS3Uri(run)) return run;
  if (existsSync(join(run, 'checkpoints'))) return join(run, 'checkpoints');
  const kept = await readFile(join(run, 'sagemaker-job.json'), 'utf8').catch(() => undefined);
  const uri = kept === undefined ? undefined : (JSON.parse(kept) as { checkpoints?: string }).checkpoints;
  if (uri) return uri;
  throw new UsageError(
    `There are no checkpoints in ${run} to continue from. Give the folder of a finished run, such as runs/garden-1, or the s3:// URI of a job's checkpoints.`,
  );
}
