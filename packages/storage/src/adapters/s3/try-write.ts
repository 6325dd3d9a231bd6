import { AbortMultipartUploadCommand, CreateMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3';
import { joinUri } from '../../join-uri.js';
import { createS3Client } from './create-s3-client.js';
import { objectAt } from './s3-context.js';
import { toS3Error } from './to-s3-error.js';

/**
 * As tryWriteToS3: an upload in parts is begun, which takes the same permission as writing (s3:PutObject, and the key of an encrypted
 * bucket), and taken back.
 */
export async function tryWrite(uri: string, client: S3Client = createS3Client()): Promise<void> {
  const at = objectAt(joinUri(uri, '.detectory-try'));
  try {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(at));
    // A role that may not do so leaves an upload without parts, which costs nothing.
    await client.send(new AbortMultipartUploadCommand({ ...at, UploadId })).catch(() => undefined);
  } catch (error) {
    throw toS3Error(error, joinUri(uri, '*'), 'write');
  }
}
