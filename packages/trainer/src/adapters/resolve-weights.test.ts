import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WeightsCorruptError, WeightsNotFoundError } from '../errors.js';
import { resolveWeights } from './resolve-weights.js';

let folder: string;
let server: Server;
let requests: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detectory-weights-'));
  requests = [];
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    if (request.url === '/missing.pt') response.writeHead(404).end();
    else response.end('the weights');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const lookup = (environment: Record<string, string> = {}) => ({
  downloadFolder: folder,
  environment: {
    XDG_CACHE_HOME: join(folder, 'cache'),
    DETECTORY_WEIGHTS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...environment,
  },
});

describe(resolveWeights, () => {
  it('answers nothing for none, and a path as it is', async () => {
    await writeFile(join(folder, 'my.pt'), 'x');
    expect(await resolveWeights('none', lookup())).toBeUndefined();
    expect(await resolveWeights(join(folder, 'my.pt'), lookup())).toBe(join(folder, 'my.pt'));
    await expect(resolveWeights(join(folder, 'no.pt'), lookup())).rejects.toThrow(WeightsNotFoundError);
  });

  it('finds a name in DETECTORY_WEIGHTS_DIR without asking anyone', async () => {
    await writeFile(join(folder, 'yolov5n.pt'), 'x');
    expect(await resolveWeights('yolov5n.pt', lookup({ DETECTORY_WEIGHTS_DIR: folder }))).toBe(
      join(folder, 'yolov5n.pt'),
    );
    expect(requests).toEqual([]);
  });

  it('downloads a name once, records its sha256, and takes it from the cache afterwards', async () => {
    const first = await resolveWeights('custom.pt', lookup());
    expect(await resolveWeights('custom.pt', lookup())).toBe(first);
    expect(requests).toEqual(['/custom.pt']);
    const sha256 = createHash('sha256').update('the weights').digest('hex');
    expect(await readFile(`${first}.sha256`, 'utf8')).toBe(`${sha256}\n`);
  });

  it('keeps nothing of a download that is not the known file', async () => {
    await expect(resolveWeights('yolov5s.pt', lookup())).rejects.toThrow(WeightsCorruptError);
    expect(existsSync(join(folder, 'cache', 'detectory', 'weights', 'yolov5s.pt'))).toBe(false);
  });

  it('names every remedy where there is no file and no download', async () => {
    const missing = resolveWeights('missing.pt', lookup());
    await expect(missing).rejects.toThrow(
      /the answer was 404.*DETECTORY_WEIGHTS_DIR.*copy it to.*--weights with the path or s3.*--weights none\.$/,
    );
  });

  it('tries no download of a name that no release can have', async () => {
    const send = (url: unknown): Promise<never> => Promise.reject(new Error(`${String(url)} was asked for`));
    const environment = { XDG_CACHE_HOME: join(folder, 'cache') };
    await expect(resolveWeights('best2.pt', { downloadFolder: folder, environment, fetch: send })).rejects.toThrow(
      /^There is no best2\.pt in the current folder.*no released weights are called so.*--weights none\.$/,
    );
  });

  it("asks Ultralytics' releases for later YOLOs, and says how to train the same network without", async () => {
    const asked: string[] = [];
    const send = (url: unknown): Promise<never> => {
      asked.push(String(url));
      return Promise.reject(new Error('offline'));
    };
    const environment = { XDG_CACHE_HOME: join(folder, 'cache') };
    const missing = resolveWeights('yolov8n.pt', { downloadFolder: folder, environment, fetch: send });
    await expect(missing).rejects.toThrow(
      /ultralytics\/assets\/.*can't be downloaded \(offline\).*channel weights.*--weights none --cfg yolov8n\.$/,
    );
    expect(asked).toEqual([expect.stringMatching(/^https:\/\/github\.com\/ultralytics\/assets\/.*\/yolov8n\.pt$/)]);
  });
});
