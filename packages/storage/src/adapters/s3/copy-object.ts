import { CopyObjectCommand, HeadObjectCommand, UploadPartCopyCommand } from '@aws-sdk/client-s3';
import { mapConcurrently } from '../../map-concurrently.js';
import { asAwsError } from './aws-error.js';
import { retryTransient } from './retry-transient.js';
import { objectAt, type S3Context } from './s3-context.js';
import { withMultipartUpload } from './write-object.js';

/** Copies within S3: no byte comes here. One request up to S3's limit of 5 GB, parts above it. */
export async function copyObject(context: S3Context, fromUri: string, toUri: string): Promise<void> {
  const { client, retryBaseMs } = context;
  const copy = new CopyObjectCommand({ ...objectAt(toUri), CopySource: toCopySource(fromUri) });
  try {
    await retryTransient(() => client.send(copy), retryBaseMs);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    await copyInParts(context, fromUri, toUri);
  }
}

/** The one place where S3 wants a key URL-encoded. */
function toCopySource(uri: string): string {
  const { Bucket, Key } = objectAt(uri);
  return `${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}`;
}

/** "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120" */
function isTooLarge(error: unknown): boolean {
  const { name, message } = asAwsError(error);
  return name === 'InvalidRequest' && message.includes('larger than the maximum allowable size');
}

async function copyInParts(context: S3Context, fromUri: string, toUri: string): Promise<void> {
  const { client, retryBaseMs, copyPartBytes } = context;
  const head = new HeadObjectCommand(objectAt(fromUri));
  const {
    ContentLength: sizeBytes = 0,
    ContentType,
    ETag,
  } = await retryTransient(() => client.send(head), retryBaseMs);
  const numbers = Array.from({ length: Math.ceil(sizeBytes / copyPartBytes) }, (_, i) => i + 1);
  await withMultipartUpload(
    context,
    toUri,
    sizeBytes,
    (UploadId) =>
      mapConcurrently(numbers, async (PartNumber) => {
        const from = (PartNumber - 1) * copyPartBytes;
        const command = new UploadPartCopyCommand({
          ...objectAt(toUri),
          UploadId,
          PartNumber,
          CopySource: toCopySource(fromUri),
          CopySourceIfMatch: ETag,
          CopySourceRange: `bytes=${from}-${Math.min(from + copyPartBytes, sizeBytes) - 1}`,
        });
        const { CopyPartResult } = await retryTransient(() => client.send(command), retryBaseMs);
        return { PartNumber, ETag: CopyPartResult?.ETag };
      }),
    ContentType,
  );
}
