export { createS3Client, type S3ClientOptions } from './create-s3-client.js';
export { findBucketRegion } from './find-bucket-region.js';
export { createS3Storage } from './create-s3-storage.js';
export type { S3StorageOptions } from './s3-context.js';
