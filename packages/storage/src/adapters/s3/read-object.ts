import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { StorageFailedError } from '../../errors.js';
import { isTransient, retryTransient, waitMs } from './retry-transient.js';
import { objectAt, type S3Context } from './s3-context.js';

/** Breaks in a row, without one byte between them, after which a body is given up. */
const mostBreaks = 5;

/**
 * The object in chunks. A body that breaks off or goes silent is read on from where it stopped, of the same version of the
 * object; in the end its length must be what S3 said.
 * @param from the byte to begin at; the object has it
 */
export async function* readObject(context: S3Context, uri: string, from = 0): AsyncGenerator<Uint8Array> {
  const first = await openBody(context, uri, from > 0 ? { Range: `bytes=${from}-` } : {});
  const { ContentLength = 0, ETag } = first;
  let body = first.Body as Readable | undefined;
  let at = 0;
  for (let breaks = 1; ; breaks++) {
    try {
      for await (const chunk of withStallLimit(body, context.stallMs)) {
        at += chunk.length;
        breaks = 0;
        yield chunk;
      }
      if (at === ContentLength) return;
    } catch (error) {
      if (!isTransient(error) || at >= ContentLength || breaks >= mostBreaks) throw error;
    }
    assertMoreToRead(uri, at, ContentLength, breaks);
    await sleep(waitMs(Math.max(breaks, 1), context.retryBaseMs / 10));
    body = (await openBody(context, uri, { Range: `bytes=${from + at}-`, IfMatch: ETag })).Body as Readable | undefined;
  }
}

/** The whole object; read again where its checksum doesn't fit. */
export function readWholeObject(context: S3Context, uri: string): Promise<Uint8Array> {
  return retryTransient(async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of readObject(context, uri)) chunks.push(chunk);
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  }, context.retryBaseMs);
}

function openBody(
  { client, retryBaseMs }: S3Context,
  uri: string,
  part: { readonly Range?: string; readonly IfMatch?: string | undefined } = {},
): Promise<GetObjectCommandOutput> {
  return retryTransient(() => client.send(new GetObjectCommand({ ...objectAt(uri), ...part })), retryBaseMs);
}

function assertMoreToRead(uri: string, at: number, expected: number, breaks: number): void {
  if (at < expected && breaks < mostBreaks) return;
  throw new StorageFailedError(uri, 'read', `S3 said ${expected} bytes and sent ${at}. Run it again.`);
}

async function* withStallLimit(body: Readable | undefined, stallMs: number): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const stop = (): void => void body.destroy(Object.assign(new Error('no bytes came'), { code: 'ETIMEDOUT' }));
  let timer = setTimeout(stop, stallMs);
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      // The reader's own time is none of the store's.
      clearTimeout(timer);
      yield chunk;
      timer = setTimeout(stop, stallMs);
    }
  } finally {
    clearTimeout(timer);
  }
}
