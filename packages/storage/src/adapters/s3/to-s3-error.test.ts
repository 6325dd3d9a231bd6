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
    ['PermanentRedirect', 301, StorageFailedError],
    ['PreconditionFailed', 412, StorageFailedError],
  ] as const)('makes %s (%s) a %o', (name, status, type) => {
    const error = toS3Error(awsError(name, status), 's3://bucket/key', 'read');
    expect(error).toBeInstanceOf(type);
    expect(error.message).toContain('s3://bucket/key');
  });

  it.each([
    ['read', 's3:GetObject on arn:aws:s3:::b/k k'],
    ['write', 's3:PutObject on arn:aws:s3:::b/k k'],
    ['list', 's3:ListBucket on arn:aws:s3:::b.'],
    ['remove', 's3:DeleteObject on arn:aws:s3:::b/k k'],
  ])('names the permission that a role lacks to %s, and on what', (action, text) => {
    expect(toS3Error(awsError('AccessDenied', 403), 's3://b/k k', action).message).toContain(text);
  });

  it('names both buckets where one end of a copy is not there', () => {
    const error = toS3Error(awsError('NoSuchBucket', 404), 's3://one/k', 'copy', 's3://two/k');
    expect(error.message).toContain('One of the buckets "one" and "two" does not exist.');
  });

  it('says that no region is set, and takes what is no error at all', () => {
    const error = Object.assign(new Error('Region is missing'), { name: 'Error' });
    expect(toS3Error(error, 's3://b/k', 'read').message).toContain('set AWS_REGION');
    expect(toS3Error('odd', 's3://b/k', 'read').message).toContain('S3 answered nothing');
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
