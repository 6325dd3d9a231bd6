import { setTimeout as sleep } from 'node:timers/promises';
import { asAwsError } from './aws-error.js';

/** Rounds after the SDK's own six attempts: an outage of about half a minute is sat out. */
const rounds = 5;
const transientCodes = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ERR_STREAM_PREMATURE_CLOSE']);
const transientNames = /^(SlowDown|TimeoutError|RequestTimeout|InternalError|ServiceUnavailable|ThrottlingException)$/;

/**
 * Runs `work` again, with a random and doubling wait, where the store was busy or the connection broke: the SDK's retries
 * share one budget, which a busy store uses up. A store that isn't there at all (refused, unknown host) is not asked again.
 */
export async function retryTransient<Result>(work: () => Promise<Result>, baseMs: number): Promise<Result> {
  for (let round = 1; ; round++) {
    try {
      return await work();
    } catch (error) {
      if (round >= rounds || !isTransient(error)) throw error;
      await sleep(waitMs(round, baseMs));
    }
  }
}

/** Between a half and the whole of the doubling wait, so that many clients don't come back at once. */
export function waitMs(round: number, baseMs: number): number {
  return baseMs * 2 ** (round - 1) * (0.5 + Math.random() / 2);
}

export function isTransient(error: unknown): boolean {
  const { name, code = '', message, $metadata } = asAwsError(error);
  const status = $metadata?.httpStatusCode ?? 0;
  return (
    status >= 500 || status === 429 || transientCodes.has(code) || transientNames.test(name) || isBadChecksum(message)
  );
}

/** The SDK checks the checksum that S3 keeps against what came over the wire. */
function isBadChecksum(message: string): boolean {
  return message.startsWith('Checksum mismatch');
}
