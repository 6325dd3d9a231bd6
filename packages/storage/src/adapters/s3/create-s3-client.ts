import { S3Client } from '@aws-sdk/client-s3';

export interface S3ClientOptions {
  /** Default: the process environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** More than any of our own concurrency limits, so that no request waits for a socket. */
const maxSockets = 128;
/** Without limits of its own the SDK waits for ever on a connection that has gone silent. */
const connectionTimeout = 10_000;
/** Until the answer's headers are there; a part of 512 MB copied by the server takes well under a minute. */
const requestTimeout = 120_000;
const requestHandler = {
  httpsAgent: { maxSockets },
  httpAgent: { maxSockets },
  connectionTimeout,
  requestTimeout,
  throwOnRequestTimeout: true,
};

/**
 * A client with AWS's own chain of credentials and regions. `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL` (which the SDK
 * reads itself) names an emulator, which needs the bucket in the path. Without a region us-east-1 is taken: S3 answers
 * with the bucket's own.
 */
export function createS3Client({ environment = process.env }: S3ClientOptions = {}): S3Client {
  // The SDK's warning that its future versions will need a newer Node; the one pinned here does not.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const emulated = Boolean(environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL']);
  const region = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  return new S3Client({
    forcePathStyle: emulated,
    followRegionRedirects: true,
    retryMode: 'standard',
    maxAttempts: 6,
    requestHandler,
    ...(region ? { region } : emulated ? { region: 'us-east-1' } : {}),
  });
}
