import {
  AccessDeniedError,
  FileNotFoundError,
  StorageError,
  StorageFailedError,
  StorageUnreachableError,
} from '../../errors.js';
import { parseS3Uri } from '../../s3-uri.js';

interface AwsErrorShape {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'TimeoutError',
]);
const credentialNames =
  /^(CredentialsProviderError|TokenProviderError|ExpiredToken|InvalidAccessKeyId|SignatureDoesNotMatch)/;

/** The SDK's error as one of ours. The cause is left out where its text may hold a key or a signed URL. */
export function toS3Error(error: unknown, uri: string, action: string): StorageError {
  if (error instanceof StorageError) return error;
  const { name, code, message, $metadata } = asAwsError(error);
  const status = $metadata?.httpStatusCode;
  if (name === 'NoSuchBucket')
    return new FileNotFoundError(uri, `The bucket "${parseS3Uri(uri).bucket}" does not exist.`);
  if (name === 'NoSuchKey' || name === 'NotFound' || status === 404)
    return new FileNotFoundError(uri, 'Check the key: it is taken letter by letter.');
  if (credentialNames.test(name))
    return new AccessDeniedError(
      uri,
      action,
      `AWS did not take the credentials (${name}): check AWS_PROFILE or sign in again.`,
    );
  if (status === 403)
    return new AccessDeniedError(
      uri,
      action,
      `S3 answered 403: your role needs s3:${permissions[action] ?? 'GetObject'} there.`,
    );
  if (networkCodes.has(code ?? '') || networkCodes.has(name))
    return new StorageUnreachableError(uri, code ?? name, 'Check the network, AWS_REGION and AWS_ENDPOINT_URL.');
  if (/region/i.test(message) && status === undefined)
    return new StorageFailedError(uri, action, 'no AWS region is set; set AWS_REGION');
  return new StorageFailedError(uri, action, `S3 answered ${status ?? 'nothing'} (${name})`);
}

const permissions: Record<string, string> = {
  read: 'GetObject',
  write: 'PutObject',
  list: 'ListBucket',
  remove: 'DeleteObject',
};

function asAwsError(error: unknown): AwsErrorShape {
  return error instanceof Error ? error : { name: 'Error', message: String(error) };
}

export function isS3NotFound(error: unknown): boolean {
  const { name, $metadata } = asAwsError(error);
  return name !== 'NoSuchBucket' && (name === 'NotFound' || name === 'NoSuchKey' || $metadata?.httpStatusCode === 404);
}
