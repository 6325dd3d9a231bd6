import { StorageError } from '@detectory/storage';
import { SageMakerRefusedError } from '@detectory/trainer';

/** What ended the following of a job that needs no follower, and how to come back. Exit codes are those of the cause. */
export class FollowingEndedError extends Error {
  override readonly name = 'FollowingEndedError';
  readonly code: string;
  readonly blame: SageMakerRefusedError['blame'] | StorageError['blame'];
  constructor(reference: string, cause: SageMakerRefusedError | StorageError) {
    const what =
      cause instanceof StorageError
        ? 'What the job left stays on S3; fetch it with'
        : 'The job goes on without this terminal; come back with';
    super(`${cause.message.replace(/\.?$/, '.')} ${what} \`detectory-launch watch ${reference}\`.`, { cause });
    this.code = cause.code;
    this.blame = cause.blame;
  }
}

/**
 * Follows a job that was started, or fetches what it left.
 * @throws FollowingEndedError for what AWS and S3 say
 */
export async function nameWayBack<Result>(reference: string, following: Promise<Result>): Promise<Result> {
  try {
    return await following;
  } catch (error) {
    if (error instanceof SageMakerRefusedError || error instanceof StorageError)
      throw new FollowingEndedError(reference, error);
    throw error;
  }
}
