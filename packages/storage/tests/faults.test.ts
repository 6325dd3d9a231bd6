import type { S3Client } from '@aws-sdk/client-s3';
import { CreateBucketCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createS3Client, createS3Storage, type S3StorageOptions } from '../src/adapters/s3/index.js';
import { AccessDeniedError, InvalidUriError, mapConcurrently, type Storage, StorageFailedError } from '../src/index.js';
import { type FlakyProxy, seededFaults, startFlakyProxy } from './start-flaky-proxy.js';
import { type MotoServer, startMoto } from './start-moto.js';

const saved = { ...process.env };
const options: S3StorageOptions = { partBytes: 5 << 20, copyPartBytes: 5 << 20, retryBaseMs: 10, stallMs: 200 };
let moto: MotoServer;
let proxy: FlakyProxy;
let client: S3Client;
let storage: Storage;

beforeAll(async () => {
  moto = await startMoto();
  proxy = await startFlakyProxy(moto.url);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: proxy.url,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_REGION: 'us-east-1',
  });
  client = createS3Client();
  storage = createS3Storage(client, options);
  await client.send(new CreateBucketCommand({ Bucket: 'photos' }));
}, 60_000);
beforeEach(() => {
  proxy.choose = () => 'none';
});
afterAll(async () => {
  process.env = saved;
  client?.destroy();
  await proxy?.stop();
  await moto?.stop();
});

/** Bytes that no other file has, and that repeat nowhere. */
function makeBytes(length: number, seed = 'x'): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
    createHash('sha256').update(`${seed}${i}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

async function* chunksOf(bytes: Buffer, chunkBytes = 700_001): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

async function readAll(uri: string, from?: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of storage.readStream(uri, from)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Makes the fault for the first `times` requests that begin so. */
function failFirst(start: string, fault: Parameters<typeof seededFaults>[2][number], times = 1): void {
  let left = times;
  proxy.choose = (line) => (line.startsWith(start) && left-- > 0 ? fault : 'none');
}

describe(createS3Storage, () => {
  it('loses nothing where requests are dropped, cut, delayed, and answered with 500 and 503', async () => {
    proxy.choose = seededFaults(1, 0.25, ['drop', 'slow-down', 'unavailable', 'internal-error', 'delay', 'cut']);
    const numbers = Array.from({ length: 60 }, (_, n) => n);
    await mapConcurrently(numbers, async (n) => {
      const bytes = makeBytes(20_000 + n, String(n));
      await storage.writeBytes(`s3://photos/faulty/${n}`, bytes);
      await storage.copy(`s3://photos/faulty/${n}`, `s3://photos/copied/${n}`);
      expect(Buffer.compare(await storage.readBytes(`s3://photos/copied/${n}`), bytes)).toBe(0);
    });
    const listed: string[] = [];
    for await (const { uri } of storage.list('s3://photos/copied')) listed.push(uri);
    expect(listed.toSorted()).toEqual(numbers.map((n) => `s3://photos/copied/${n}`).toSorted());
    for (const kind of ['drop', 'slow-down', 'unavailable', 'internal-error', 'cut'])
      expect(proxy.faults[kind]).toBeGreaterThan(0);
  }, 120_000);

  it.each(['cut', 'stall'] as const)(
    'reads on from where a body was %s, by range',
    async (fault) => {
      const uri = `s3://photos/broken-${fault}`;
      const bytes = makeBytes(400_000, fault);
      await storage.writeBytes(uri, bytes);
      failFirst(`GET /photos/broken-${fault}`, fault, 3);
      const before = proxy.requests.length;
      expect(Buffer.compare(await readAll(uri), bytes)).toBe(0);
      expect(proxy.requests.length - before).toBe(4);
      failFirst(`GET /photos/broken-${fault}`, fault, 2);
      expect(Buffer.compare(await readAll(uri, 100_001), bytes.subarray(100_001))).toBe(0);
    },
    30_000,
  );

  it('gives up a body that never comes, and says how much was missing', async () => {
    await storage.writeBytes('s3://photos/never', makeBytes(1000));
    proxy.choose = (line) => (line.startsWith('GET /photos/never') ? 'cut' : 'none');
    await expect(readAll('s3://photos/never')).rejects.toThrow(/s3:\/\/photos\/never/);
  }, 60_000);

  it('refuses to read on in an object that was replaced meanwhile', async () => {
    const uri = 's3://photos/replaced';
    await storage.writeBytes(uri, makeBytes(400_000, 'old'));
    failFirst('GET /photos/replaced', 'cut');
    const reading = storage.readStream(uri)[Symbol.asyncIterator]();
    await reading.next();
    await storage.writeBytes(uri, makeBytes(400_000, 'new'));
    const drain = async (): Promise<void> => {
      while (!(await reading.next()).done);
    };
    await expect(drain()).rejects.toThrow('the object was replaced while it was read');
  }, 30_000);

  it('uploads a large stream in parts, and sends a part again that was lost', async () => {
    const bytes = makeBytes((11 << 20) + 7);
    let lost = 0;
    proxy.choose = (line) => (line.includes('partNumber=2') && lost++ < 2 ? 'drop' : 'none');
    await storage.writeStream('s3://photos/large', chunksOf(bytes), bytes.length);
    expect(lost).toBe(3);
    expect(Buffer.compare(await storage.readBytes('s3://photos/large'), bytes)).toBe(0);
  }, 60_000);

  it('completes an upload whose last answer was lost', async () => {
    const bytes = makeBytes(6 << 20, 'lost answer');
    let cuts = 0;
    proxy.choose = (line) => (/^POST .*uploadId=/.test(line) && cuts++ === 0 ? 'cut' : 'none');
    await storage.writeStream('s3://photos/answered', chunksOf(bytes), bytes.length);
    expect(await storage.stat('s3://photos/answered')).toMatchObject({ sizeBytes: bytes.length });
  }, 60_000);

  it.each([6 << 20, 1000])(
    'keeps nothing of a stream of another length than was said (%s)',
    async (length) => {
      const said = length + 1;
      const writing = storage.writeStream('s3://photos/short', chunksOf(makeBytes(length)), said);
      await expect(writing).rejects.toThrow(StorageFailedError);
      expect(await storage.stat('s3://photos/short')).toBeUndefined();
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: 'photos' }));
      expect(Uploads).toEqual([]);
    },
    30_000,
  );

  it('copies in parts what S3 calls too large for one copy', async () => {
    const bytes = makeBytes((11 << 20) + 3, 'copy');
    await storage.writeStream('s3://photos/a+b (5 GB)?.bin', chunksOf(bytes), bytes.length);
    const answer =
      '<Error><Code>InvalidRequest</Code><Message>The specified copy source is larger than the maximum allowable size for a copy source: 5368709120</Message></Error>';
    const before = proxy.requests.length;
    proxy.choose = (line) => (line.startsWith('PUT') && line.includes('x-id=CopyObject') ? { answer } : 'none');
    await storage.copy('s3://photos/a+b (5 GB)?.bin', 's3://photos/large-copy');
    expect(proxy.requests.slice(before).filter((line) => line.includes('partNumber='))).toHaveLength(3);
    proxy.choose = () => 'none';
    expect(Buffer.compare(await storage.readBytes('s3://photos/large-copy'), bytes)).toBe(0);
  }, 60_000);

  it('copies again where S3 answers 200 and only the body tells of an error', async () => {
    await storage.writeBytes('s3://photos/late', 'late');
    failFirst('PUT /photos/late-copy', { answer: '<Error><Code>InternalError</Code></Error>', status: 200 }, 2);
    await storage.copy('s3://photos/late', 's3://photos/late-copy');
    expect(Buffer.from(await storage.readBytes('s3://photos/late-copy')).toString()).toBe('late');
  });

  it('names both ends and both permissions where a copy is refused', async () => {
    await storage.writeBytes('s3://photos/mine', 'x');
    proxy.choose = (line) =>
      line.includes('x-id=CopyObject') ? { answer: '<Error><Code>AccessDenied</Code></Error>', status: 403 } : 'none';
    const copying = storage.copy('s3://photos/mine', 's3://theirs/yours');
    await expect(copying).rejects.toThrow(AccessDeniedError);
    await expect(storage.copy('s3://photos/mine', 's3://theirs/yours')).rejects.toThrow(
      /s3:GetObject on arn:aws:s3:::photos\/mine and s3:PutObject on arn:aws:s3:::theirs\/yours/,
    );
  });

  it('tells a refusal from an object that is not there, also where it only looks', async () => {
    proxy.choose = (line) => (line.startsWith('HEAD') ? { answer: '', status: 403 } : 'none');
    await expect(storage.stat('s3://photos/mine')).rejects.toThrow(AccessDeniedError);
  });

  it('lists a bucket from its root, and takes no bucket for an object', async () => {
    const listed: string[] = [];
    for await (const { uri } of storage.list('s3://photos')) listed.push(uri);
    expect(listed).toContain('s3://photos/large');
    await expect(storage.readBytes('s3://photos')).rejects.toThrow(InvalidUriError);
  });
});
