import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidUriError } from './errors.js';
import { formatS3Uri, isS3Uri, parseS3Uri } from './s3-uri.js';

describe(parseS3Uri, () => {
  it.each([
    's3://b/a b+c (1).jpg',
    's3://b/50%25?v=1#top',
    's3://b/zero\u200bwidth\uf025.jpg\u200b.jpg',
    's3://b//double//slash/../dots',
  ])('takes the key of %j literally', (uri) => {
    expect(parseS3Uri(uri)).toEqual({ bucket: 'b', key: uri.slice('s3://b/'.length) });
  });

  it('gives an empty key for a bucket, with or without a slash', () => {
    expect(parseS3Uri('s3://photos')).toEqual({ bucket: 'photos', key: '' });
    expect(parseS3Uri('s3://photos/')).toEqual({ bucket: 'photos', key: '' });
  });

  it.each(['s3://', 's3:///key', 'photos/a.jpg', 'https://b/k'])('refuses %j', (uri) => {
    expect(() => parseS3Uri(uri)).toThrow(InvalidUriError);
  });

  it('is the inverse of formatS3Uri', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        expect(parseS3Uri(formatS3Uri({ bucket: 'bucket', key }))).toEqual({ bucket: 'bucket', key });
      }),
    );
  });
});

describe(isS3Uri, () => {
  it('tells S3 from a path', () => {
    expect([isS3Uri('s3://b'), isS3Uri('./s3:/b')]).toEqual([true, false]);
  });
});
