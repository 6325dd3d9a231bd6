import { CreateBucketCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Client, createS3Storage } from '../src/adapters/s3/index.js';
import {
  createStorage,
  downloadTree,
  FileNotFoundError,
  mapConcurrently,
  StorageUnreachableError,
  type Storage,
  tryWriteToS3,
  uploadTree,
} from '../src/index.js';
import { type MotoServer, startMoto } from './start-moto.js';

const hostileKeys = ['a b+c (1).jpg', '50%25?v=1#top.jpg', 'zero\u200bwidth\uf025.jpg\u200b.jpg', 'dir/ü/设备 .jpg'];
const saved = { ...process.env };
let moto: MotoServer;
let storage: Storage;
let dir: string;

beforeAll(async () => {
  moto = await startMoto();
  process.env['AWS_ENDPOINT_URL'] = moto.url;
  process.env['AWS_ACCESS_KEY_ID'] = 'testing';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'testing';
  process.env['AWS_REGION'] = 'us-east-1';
  await createS3Client().send(new CreateBucketCommand({ Bucket: 'photos' }));
  storage = createStorage();
  dir = await mkdtemp(join(tmpdir(), 'detectory-s3-'));
}, 60_000);

afterAll(async () => {
  process.env = saved;
  await moto?.stop();
  if (dir) await rm(dir, { recursive: true });
});

describe(tryWriteToS3, () => {
  it('leaves nothing in a bucket that may be written to', async () => {
    await tryWriteToS3('s3://photos/tried');
    await tryWriteToS3('s3://photos');
    const { Uploads = [] } = await createS3Client().send(new ListMultipartUploadsCommand({ Bucket: 'photos' }));
    expect(Uploads).toEqual([]);
    expect(await storage.stat('s3://photos/tried/.detectory-try')).toBeUndefined();
  });

  it('says that there is no such bucket', async () => {
    await expect(tryWriteToS3('s3://nowhere/runs')).rejects.toThrow('The bucket "nowhere" does not exist.');
  });
});

describe(createS3Storage, () => {
  it.each(hostileKeys)('writes, finds, copies, lists and removes the literal key %j', async (key) => {
    const uri = `s3://photos/literal/${key}`;
    await storage.writeBytes(uri, key);
    await storage.copy(uri, `s3://photos/copied/${key}`);
    expect(Buffer.from(await storage.readBytes(`s3://photos/copied/${key}`)).toString()).toBe(key);
    const etag = createHash('md5').update(key).digest('hex');
    expect(await storage.stat(uri)).toEqual({ sizeBytes: Buffer.byteLength(key), etag });
    const listed = [];
    for await (const file of storage.list('s3://photos/literal')) listed.push(file.uri);
    expect(listed).toEqual([uri]);
    await storage.remove(uri);
    expect(await storage.stat(uri)).toBeUndefined();
  });

  it('lists more than one page', async () => {
    const numbers = Array.from({ length: 1005 }, (_, n) => n);
    await mapConcurrently(numbers, (n) => storage.writeBytes(`s3://photos/many/${n}`, ''), { concurrency: 32 });
    let count = 0;
    for await (const file of storage.list('s3://photos/many/'))
      count += file.uri.startsWith('s3://photos/many/') ? 1 : 0;
    expect(count).toBe(1005);
  }, 60_000);

  it('says which object or bucket is not there', async () => {
    await expect(storage.readBytes('s3://photos/none.jpg')).rejects.toThrow(FileNotFoundError);
    await expect(storage.readBytes('s3://nowhere/none.jpg')).rejects.toThrow('The bucket "nowhere" does not exist.');
  });

  it('says the same where it was to be copied to this machine, and leaves no file', async () => {
    const to = join(dir, 'copied', 'none.jpg');
    await expect(storage.copy('s3://photos/none.jpg', to)).rejects.toThrow(FileNotFoundError);
    await expect(storage.copy('s3://nowhere/none.jpg', to)).rejects.toThrow('The bucket "nowhere" does not exist.');
    await expect(storage.copy(to, 's3://photos/none.jpg')).rejects.toThrow(FileNotFoundError);
    expect(await storage.stat(to)).toBeUndefined();
  });

  it('says that the store does not answer', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9';
    await expect(createS3Storage().readBytes('s3://photos/a')).rejects.toThrow(StorageUnreachableError);
    process.env['AWS_ENDPOINT_URL'] = moto.url;
  }, 30_000);

  it('takes a tree there and back', async () => {
    for (const key of hostileKeys) await storage.writeBytes(join(dir, 'up', key), key);
    await uploadTree(storage, join(dir, 'up'), 's3://photos/tree');
    expect(await downloadTree(storage, 's3://photos/tree', join(dir, 'down'))).toBe(hostileKeys.length);
    for (const key of hostileKeys) expect(await readFile(join(dir, 'down', key), 'utf8')).toBe(key);
  });
});
