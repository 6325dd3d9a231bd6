import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { formatS3Uri, parseS3Uri } from '../../s3-uri.js';
import { asAwsError } from './aws-error.js';
import { createS3Client } from './create-s3-client.js';
import { toS3Error } from './to-s3-error.js';

interface RegionHeader {
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/**
 * The region in which the bucket of `uri` lies; undefined where S3 doesn't say.
 * @throws FileNotFoundError when there is no such bucket; AccessDeniedError, StorageUnreachableError
 */
export async function findBucketRegion(uri: string, client: S3Client = createS3Client()): Promise<string | undefined> {
  const { bucket } = parseS3Uri(uri);
  try {
    return (await client.send(new HeadBucketCommand({ Bucket: bucket }))).BucketRegion;
  } catch (error) {
    // S3 names the region also to those who may not look inside.
    const region = (error as RegionHeader).$response?.headers?.['x-amz-bucket-region'];
    if (region) return region;
    // HEAD has no body to say NoSuchBucket in.
    const missing = asAwsError(error).$metadata?.httpStatusCode === 404;
    throw toS3Error(
      missing ? Object.assign(new Error(), { name: 'NoSuchBucket' }) : error,
      formatS3Uri({ bucket, key: '' }),
      'list',
    );
  }
}
