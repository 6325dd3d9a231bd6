import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiskSpool } from '../src/adapters/disk-spool/index.js';
import { QueueFullError } from '../src/hosting/errors.js';
import type { ImageInput } from '../src/ports/endpoint-model.js';
import { createFakeHost } from '../src/testing/fake-host.js';
import { fakeModel } from '../src/testing/fake-model.js';
import { closeServers, openAdmission, serveRouter } from '../src/testing/serve-router.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detectory-test-'));
});
afterEach(async () => {
  await closeServers();
  await rm(folder, { recursive: true });
});

const large = Buffer.alloc(300_000, 'photo');
large.set([0xff, 0xd8, 0xff]);
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Sends a body in parts, with or without saying its length. */
function sendInParts(url: string, isAnnounced: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = isAnnounced ? { 'content-length': large.length } : {};
    const request = httpRequest(`${url}/invocations`, { method: 'POST', headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject);
    for (let from = 0; from < large.length; from += 70_000) request.write(large.subarray(from, from + 70_000));
    request.end();
  });
}

describe(createDiskSpool, () => {
  it.each([true, false])(
    'keeps a large body outside memory until its turn, and removes it (announced: %s)',
    async (isAnnounced) => {
      const waiting: string[][] = [];
      const received: string[] = [];
      const detect = (image: ImageInput) => {
        received.push(hash(image as Uint8Array));
        return fakeModel.detect(image, {});
      };
      const url = await serveRouter({
        host: createFakeHost({ ...fakeModel, detect }),
        bodySpool: createDiskSpool(folder),
        spoolAboveBytes: 100_000,
        admission: {
          ...openAdmission,
          run: async (work, client) => {
            waiting.push(await readdir(folder));
            return openAdmission.run(work, client);
          },
        },
      });
      expect(await sendInParts(url, isAnnounced)).toBe(200);
      expect(waiting).toEqual([[expect.stringContaining('detectory-body-')]]);
      expect(received).toEqual([hash(large)]);
      await expect.poll(() => readdir(folder)).toEqual([]);
    },
  );

  it('removes what a client left that hung up or sent too much', async () => {
    const url = await serveRouter({
      bodySpool: createDiskSpool(folder),
      spoolAboveBytes: 1000,
      maxPayloadBytes: 200_000,
    });
    expect(await sendInParts(url, false).catch(() => 413)).toBe(413);
    await expect.poll(() => readdir(folder)).toEqual([]);
  });
});

describe('a budget of bodies', () => {
  it.each([true, false])('is told of every byte, and gets all of them back (announced: %s)', async (isAnnounced) => {
    let reserved = 0;
    let most = 0;
    let isFull = false;
    const bodyBudget = {
      reserve(bytes: number) {
        let own = 0;
        const reservation = {
          growTo(wanted: number) {
            if (isFull) throw new QueueFullError(0);
            reserved += wanted - own;
            own = wanted;
            most = Math.max(most, reserved);
          },
          release() {
            reserved -= own;
            own = 0;
          },
        };
        reservation.growTo(bytes);
        return reservation;
      },
    };
    const url = await serveRouter({ bodyBudget });
    expect(await sendInParts(url, isAnnounced)).toBe(200);
    await expect.poll(() => [most, reserved]).toEqual([large.length, 0]);
    isFull = true;
    expect(await sendInParts(url, isAnnounced).catch(() => 429)).toBe(429);
    expect(reserved).toBe(0);
  });
});
