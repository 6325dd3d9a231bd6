import { describe, expect, it } from 'vitest';
import { AccessDeniedError, FileNotFoundError, StorageFailedError, StorageUnreachableError } from '../../errors.js';
import { toS3Error } from './to-s3-error.js';

function awsError(name: string, httpStatusCode?: number, extra: object = {}): Error {
  return Object.assign(new Error('secret AKIAIOSFODNN7EXAMPLE'), { name, $metadata: { httpStatusCode }, ...extra });
}

describe(toS3Error, () => {
  it.each([
    ['NoSuchKey', 404, FileNotFoundError],
    ['NoSuchBucket', 404, FileNotFoundError],
    ['AccessDenied', 403, AccessDeniedError],
    ['CredentialsProviderError', undefined, AccessDeniedError],
    ['ExpiredToken', 400, AccessDeniedError],
    ['TimeoutError', undefined, StorageUnreachableError],
    ['SlowDown', 503, StorageFailedError],
  ] as const)('makes %s (%s) a %o', (name, status, type) => {
    const error = toS3Error(awsError(name, status), 's3://bucket/key', 'read');
    expect(error).toBeInstanceOf(type);
    expect(error.message).toContain('s3://bucket/key');
  });

  it('names the permission that a role lacks', () => {
    expect(toS3Error(awsError('AccessDenied', 403), 's3://b/k', 'write').message).toContain('s3:PutObject');
  });

  it('says that an endpoint does not answer', () => {
    const error = toS3Error(awsError('Error', undefined, { code: 'ECONNREFUSED' }), 's3://b/k', 'read');
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.message).toContain('AWS_ENDPOINT_URL');
  });

  it('never repeats what AWS wrote, which may hold a key', () => {
    for (const name of ['AccessDenied', 'SignatureDoesNotMatch', 'SlowDown', 'NoSuchKey'])
      expect(JSON.stringify([toS3Error(awsError(name, 403), 's3://b/k', 'read').message])).not.toContain('AKIA');
  });
});
