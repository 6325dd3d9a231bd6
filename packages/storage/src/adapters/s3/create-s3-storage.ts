import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { InvalidUriError } from '../../errors.js';
import { formatS3Uri, parseS3Uri } from '../../s3-uri.js';
import type { FileStat, Storage, StoredFile } from '../../storage.js';
import { createS3Client } from './create-s3-client.js';
import { isS3NotFound, toS3Error } from './to-s3-error.js';

/** S3 as a Storage; URIs are `s3://bucket/key`. */
export function createS3Storage(client: S3Client = createS3Client()): Storage {
  return {
    readBytes: (uri) => guard(uri, 'read', () => readWholeObject(client, uri)),
    readStream: (uri) => readObject(client, uri),
    writeBytes: (uri, bytes) => guard(uri, 'write', () => putBytes(client, uri, bytes)),
    writeStream: (uri, chunks, sizeBytes) => guard(uri, 'write', () => putStream(client, uri, chunks, sizeBytes)),
    list: (uri) => listObjects(client, uri),
    stat: (uri) => guard(uri, 'read', () => headObject(client, uri)),
    copy: (fromUri, toUri) => guard(fromUri, 'read', () => copyObject(client, fromUri, toUri)),
    remove: (uri) => guard(uri, 'remove', () => deleteObject(client, uri)),
  };
}

async function guard<Result>(uri: string, action: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toS3Error(error, uri, action);
  }
}

function objectAt(uri: string): { Bucket: string; Key: string } {
  const { bucket, key } = parseS3Uri(uri);
  if (key === '') throw new InvalidUriError(uri, 'the URI of an object, s3://bucket/key');
  return { Bucket: bucket, Key: key };
}

async function* getObject(client: S3Client, uri: string): AsyncGenerator<Uint8Array> {
  const { Body } = await client.send(new GetObjectCommand(objectAt(uri)));
  if (Body) yield* Body as Readable as AsyncIterable<Uint8Array>;
}

async function* readObject(client: S3Client, uri: string): AsyncGenerator<Uint8Array> {
  try {
    yield* getObject(client, uri);
  } catch (error) {
    throw toS3Error(error, uri, 'read');
  }
}

async function readWholeObject(client: S3Client, uri: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of getObject(client, uri)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function putBytes(client: S3Client, uri: string, bytes: Uint8Array | string): Promise<void> {
  await client.send(new PutObjectCommand({ ...objectAt(uri), Body: Buffer.from(bytes) }));
}

async function putStream(
  client: S3Client,
  uri: string,
  chunks: AsyncIterable<Uint8Array>,
  sizeBytes: number,
): Promise<void> {
  const Body = Readable.from(chunks, { objectMode: false });
  await client.send(new PutObjectCommand({ ...objectAt(uri), Body, ContentLength: sizeBytes }));
}

async function* listObjects(client: S3Client, uri: string): AsyncGenerator<StoredFile> {
  const { bucket, key } = parseS3Uri(uri);
  const Prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
  try {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix }))
      for (const object of page.Contents ?? [])
        if (object.Key) yield { uri: formatS3Uri({ bucket, key: object.Key }), sizeBytes: object.Size ?? 0 };
  } catch (error) {
    throw toS3Error(error, uri, 'list');
  }
}

async function headObject(client: S3Client, uri: string): Promise<FileStat | undefined> {
  try {
    const { ContentLength } = await client.send(new HeadObjectCommand(objectAt(uri)));
    return { sizeBytes: ContentLength ?? 0 };
  } catch (error) {
    if (isS3NotFound(error)) return undefined;
    throw error;
  }
}

async function copyObject(client: S3Client, fromUri: string, toUri: string): Promise<void> {
  const from = objectAt(fromUri);
  // The one place where S3 wants a key URL-encoded.
  const CopySource = `${from.Bucket}/${from.Key.split('/').map(encodeURIComponent).join('/')}`;
  await client.send(new CopyObjectCommand({ ...objectAt(toUri), CopySource }));
}

async function deleteObject(client: S3Client, uri: string): Promise<void> {
  await client.send(new DeleteObjectCommand(objectAt(uri)));
}
