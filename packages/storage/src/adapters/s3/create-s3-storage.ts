import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { formatS3Uri, parseS3Uri } from '../../s3-uri.js';
import type { FileStat, Storage, StoredFile } from '../../storage.js';
import { isS3NotFound } from './aws-error.js';
import { copyObject } from './copy-object.js';
import { createS3Client } from './create-s3-client.js';
import { readObject, readWholeObject } from './read-object.js';
import { retryTransient } from './retry-transient.js';
import { objectAt, type S3Context, s3Defaults, type S3StorageOptions } from './s3-context.js';
import { toS3Error } from './to-s3-error.js';
import { putBytes, putStream } from './write-object.js';

/** S3 as a Storage; URIs are `s3://bucket/key`. */
export function createS3Storage(client: S3Client = createS3Client(), options: S3StorageOptions = {}): Storage {
  const context: S3Context = { ...s3Defaults, ...options, client };
  return {
    readBytes: (uri) => guard(uri, 'read', () => readWholeObject(context, uri)),
    readStream: (uri, from) => guardStream(uri, 'read', readObject(context, uri, from)),
    writeBytes: (uri, bytes) => guard(uri, 'write', () => putBytes(context, uri, Buffer.from(bytes))),
    writeStream: (uri, chunks, sizeBytes) => guard(uri, 'write', () => putStream(context, uri, chunks, sizeBytes)),
    list: (uri) => guardStream(uri, 'list', listObjects(context, uri)),
    stat: (uri) => guard(uri, 'read', () => headObject(context, uri)),
    copy: (fromUri, toUri) => guard(fromUri, 'copy', () => copyObject(context, fromUri, toUri), toUri),
    remove: (uri) => guard(uri, 'remove', () => deleteObject(context, uri)),
  };
}

async function guard<Result>(
  uri: string,
  action: string,
  work: () => Promise<Result>,
  toUri?: string,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toS3Error(error, uri, action, toUri);
  }
}

async function* guardStream<Item>(uri: string, action: string, items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  try {
    yield* items;
  } catch (error) {
    throw toS3Error(error, uri, action);
  }
}

async function* listObjects({ client, retryBaseMs }: S3Context, uri: string): AsyncGenerator<StoredFile> {
  const { bucket, key } = parseS3Uri(uri);
  const Prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
  let page: ListObjectsV2CommandOutput | undefined;
  do {
    const ContinuationToken = page?.NextContinuationToken;
    const next = new ListObjectsV2Command({ Bucket: bucket, Prefix, ContinuationToken });
    page = await retryTransient(() => client.send(next), retryBaseMs);
    for (const { Key, Size, ETag } of page.Contents ?? [])
      if (Key) yield { uri: formatS3Uri({ bucket, key: Key }), sizeBytes: Size ?? 0, etag: withoutQuotes(ETag) };
  } while (page.NextContinuationToken !== undefined);
}

function withoutQuotes(etag: string | undefined): string | undefined {
  return etag?.replaceAll('"', '');
}

async function headObject({ client, retryBaseMs }: S3Context, uri: string): Promise<FileStat | undefined> {
  try {
    const head = new HeadObjectCommand(objectAt(uri));
    const { ContentLength, ETag } = await retryTransient(() => client.send(head), retryBaseMs);
    return { sizeBytes: ContentLength ?? 0, etag: withoutQuotes(ETag) };
  } catch (error) {
    if (isS3NotFound(error)) return undefined;
    throw error;
  }
}

async function deleteObject({ client, retryBaseMs }: S3Context, uri: string): Promise<void> {
  await retryTransient(() => client.send(new DeleteObjectCommand(objectAt(uri))), retryBaseMs);
}
