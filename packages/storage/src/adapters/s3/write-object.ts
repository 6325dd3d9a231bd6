import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { StorageFailedError } from '../../errors.js';
import { forEachConcurrently } from '../../map-concurrently.js';
import { asAwsError } from './aws-error.js';
import { retryTransient } from './retry-transient.js';
import { objectAt, type S3Context } from './s3-context.js';
import { splitIntoParts } from './split-into-parts.js';

/** S3's own limit. */
const mostParts = 10_000;
const partsAtOnce = 4;

/** One request; the SDK sends a CRC-32 along, which S3 checks before it keeps anything. */
export async function putBytes({ client, retryBaseMs }: S3Context, uri: string, bytes: Uint8Array): Promise<void> {
  await retryTransient(() => client.send(new PutObjectCommand({ ...objectAt(uri), Body: bytes })), retryBaseMs);
}

/**
 * A stream of known length: small ones in one request, larger ones in parts. Nothing is kept of an upload that fails.
 * @throws StorageFailedError when the stream has another length
 */
export async function putStream(
  context: S3Context,
  uri: string,
  chunks: AsyncIterable<Uint8Array>,
  sizeBytes: number,
): Promise<void> {
  const partBytes = Math.max(context.partBytes, Math.ceil(sizeBytes / mostParts));
  const parts = assertLength(uri, splitIntoParts(chunks, partBytes), sizeBytes);
  if (sizeBytes > partBytes) return uploadInParts(context, uri, parts, sizeBytes);
  const whole: Uint8Array[] = [];
  for await (const { bytes } of parts) whole.push(bytes);
  await putBytes(context, uri, Buffer.concat(whole));
}

/** Sends the parts of an upload; answers what S3 wants to hear of them in the end. */
export type SendParts = (UploadId: string | undefined) => Promise<CompletedPart[]>;

function uploadInParts(
  context: S3Context,
  uri: string,
  parts: AsyncIterable<{ readonly number: number; readonly bytes: Uint8Array }>,
  sizeBytes: number,
): Promise<void> {
  const { client, retryBaseMs } = context;
  return withMultipartUpload(context, uri, sizeBytes, async (UploadId) => {
    const sent: CompletedPart[] = [];
    const sendOne = async ({
      number: PartNumber,
      bytes: Body,
    }: {
      number: number;
      bytes: Uint8Array;
    }): Promise<void> => {
      const command = new UploadPartCommand({ ...objectAt(uri), UploadId, PartNumber, Body });
      const { ETag, ChecksumCRC32 } = await retryTransient(() => client.send(command), retryBaseMs);
      sent.push({ PartNumber, ETag, ...(ChecksumCRC32 !== undefined && { ChecksumCRC32 }) });
    };
    await forEachConcurrently(parts, sendOne, { concurrency: partsAtOnce });
    return sent;
  });
}

/** Begins an upload in parts, completes it and looks at its size; takes it back when anything fails. */
export async function withMultipartUpload(
  { client, retryBaseMs }: S3Context,
  uri: string,
  sizeBytes: number,
  sendParts: SendParts,
  ContentType?: string,
): Promise<void> {
  const at = objectAt(uri);
  const begin = new CreateMultipartUploadCommand({ ...at, ContentType });
  const { UploadId } = await retryTransient(() => client.send(begin), retryBaseMs);
  try {
    const Parts = (await sendParts(UploadId)).sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
    const complete = new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } });
    await retryTransient(() => client.send(complete), retryBaseMs).catch(ignoreAlreadyComplete);
    const { ContentLength } = await retryTransient(() => client.send(new HeadObjectCommand(at)), retryBaseMs);
    if (ContentLength !== sizeBytes)
      throw new StorageFailedError(
        uri,
        'write',
        `it has ${ContentLength} bytes there, not ${sizeBytes}. Run it again.`,
      );
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...at, UploadId })).catch(() => undefined);
    throw error;
  }
}

/** The answer to the first try was lost; the look at the size tells whether it is there. */
function ignoreAlreadyComplete(error: unknown): void {
  if (asAwsError(error).name !== 'NoSuchUpload') throw error;
}

async function* assertLength<Part extends { readonly bytes: Uint8Array }>(
  uri: string,
  parts: AsyncIterable<Part>,
  sizeBytes: number,
): AsyncGenerator<Part> {
  let length = 0;
  for await (const part of parts) {
    length += part.bytes.length;
    yield part;
  }
  if (length !== sizeBytes)
    throw new StorageFailedError(uri, 'write', `its source gave ${length} bytes, not ${sizeBytes}. Run it again.`);
}
