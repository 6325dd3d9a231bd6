import {
  AccessDeniedError,
  FileNotFoundError,
  StorageError,
  StorageFailedError,
  StorageUnreachableError,
} from '../../errors.js';
import { parseS3Uri } from '../../s3-uri.js';
import { asAwsError } from './aws-error.js';

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'TimeoutError',
]);
const credentialNames =
  /^(CredentialsProviderError|TokenProviderError|ExpiredToken|InvalidAccessKeyId|SignatureDoesNotMatch)/;

/**
 * The SDK's error as one of ours. The cause is left out where its text may hold a key or a signed URL.
 * @param toUri the other end of a copy
 */
export function toS3Error(error: unknown, uri: string, action: string, toUri?: string): StorageError {
  if (error instanceof StorageError) return error;
  const { name, code, message, $metadata } = asAwsError(error);
  const status = $metadata?.httpStatusCode;
  const where = toUri === undefined ? uri : `${uri} to ${toUri}`;
  if (name === 'NoSuchBucket') return new FileNotFoundError(uri, describeMissingBucket(uri, toUri));
  if (name === 'NoSuchKey' || name === 'NotFound' || status === 404)
    return new FileNotFoundError(uri, 'Check the key: it is taken letter by letter.');
  if (credentialNames.test(name))
    return new AccessDeniedError(
      where,
      action,
      `AWS did not take the credentials (${name}): check AWS_PROFILE or sign in again.`,
    );
  if (status === 403) return new AccessDeniedError(where, action, describeRefusal(uri, action, toUri));
  if (status === 301 || name === 'PermanentRedirect')
    return new StorageFailedError(where, action, `the bucket lies in another region; set AWS_REGION to it`);
  if (status === 412)
    return new StorageFailedError(where, action, 'the object was replaced while it was read. Run it again.');
  if (networkCodes.has(code ?? '') || networkCodes.has(name))
    return new StorageUnreachableError(uri, code ?? name, 'Check the network, AWS_REGION and AWS_ENDPOINT_URL.');
  if (/region/i.test(message) && status === undefined)
    return new StorageFailedError(where, action, 'no AWS region is set; set AWS_REGION');
  return new StorageFailedError(where, action, `S3 answered ${status ?? 'nothing'} (${name})`);
}

function describeMissingBucket(uri: string, toUri: string | undefined): string {
  const buckets = [uri, ...(toUri === undefined ? [] : [toUri])].map((one) => `"${parseS3Uri(one).bucket}"`);
  return buckets.length === 1
    ? `The bucket ${buckets[0]} does not exist.`
    : `One of the buckets ${buckets.join(' and ')} does not exist.`;
}

const permissions: Record<string, string> = {
  read: 'GetObject',
  write: 'PutObject',
  list: 'ListBucket',
  remove: 'DeleteObject',
};

/** Which permission on which resource; S3 says neither. */
function describeRefusal(uri: string, action: string, toUri: string | undefined): string {
  if (toUri !== undefined)
    return (
      `S3 answered 403: your role needs s3:GetObject on ${toArn(uri)} and s3:PutObject on ${toArn(toUri)}, and the ` +
      'keys of both where they are encrypted with KMS. In another account the bucket policy must allow it too.'
    );
  const permission = permissions[action] ?? 'GetObject';
  const arn = action === 'list' ? `arn:aws:s3:::${parseS3Uri(uri).bucket}` : toArn(uri);
  const hint =
    action === 'read'
      ? ' Without s3:ListBucket S3 answers the same for a key that does not exist: check it letter by letter.'
      : '';
  return `S3 answered 403: your role needs s3:${permission} on ${arn}.${hint}`;
}

function toArn(uri: string): string {
  const { bucket, key } = parseS3Uri(uri);
  return `arn:aws:s3:::${bucket}/${key}`;
}
