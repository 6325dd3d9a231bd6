import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UnreadableImageError, UnsupportedImageError } from '@detectory/imaging';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createEndpointRouter,
  type EndpointModel,
  type EndpointOptions,
  type RequestEvent,
} from './create-endpoint-router.js';

let server: Server | undefined;
afterEach(() => server?.close());

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);

const model: EndpointModel = {
  classNames: ['drill', 'hammer'],
  decode: (bytes) => {
    if (bytes[0] === 0xff) return Promise.resolve({ pixels: bytes, widthPx: bytes.length, heightPx: 1 });
    if (bytes[0] === 0x68) return Promise.reject(new UnsupportedImageError('HEIC', 'Convert it.'));
    return bytes[0] === 0x21
      ? Promise.reject(new TypeError('secret detail'))
      : Promise.reject(new UnreadableImageError('The content is text.'));
  },
  detect: ({ widthPx }) =>
    Promise.resolve({ detections: [{ xmin: 1, ymin: 2, xmax: widthPx, ymax: 4, confidence: 0.9, classIndex: 1 }] }),
};

async function serve(options: Partial<EndpointOptions> = {}): Promise<string> {
  const app = express().use(createEndpointRouter({ currentModel: () => model, ...options }));
  server = createServer(app);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const post = (url: string, body: string | Uint8Array<ArrayBuffer> | FormData, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body, headers });
const record = { xmin: 1, ymin: 2, xmax: 4, ymax: 4, confidence: 0.9, class: 1, name: 'hammer' };

describe(createEndpointRouter, () => {
  it('answers /ping with an empty 200 when the model is ready, and 503 when it is not', async () => {
    let isReady = false;
    const url = await serve({ currentModel: () => (isReady ? model : undefined) });
    expect((await fetch(`${url}/ping`)).status).toBe(503);
    expect((await post(`${url}/invocations`, jpeg)).status).toBe(503);
    isReady = true;
    const ready = await fetch(`${url}/ping`);
    expect([ready.status, await ready.text()]).toEqual([200, '']);
  });

  it("answers the records that YOLOv5's clients read", async () => {
    const url = await serve();
    for (const path of ['/invocations', '/models/model/invoke'])
      expect(await (await post(url + path, jpeg, { 'content-type': 'image/jpeg' })).json()).toEqual([record]);
  });

  it('takes a form field named body, and the only file of a form', async () => {
    const url = await serve();
    for (const field of ['body', 'file']) {
      const form = new FormData();
      form.append(field, new Blob([jpeg]), 'photo.jpg');
      expect(await (await post(`${url}/invocations`, form)).json()).toEqual([record]);
    }
  });

  it('takes raw bytes that a client mislabelled as a form', async () => {
    const url = await serve();
    const answer = await post(`${url}/invocations`, jpeg, { 'content-type': 'multipart/form-data' });
    expect(await answer.json()).toEqual([record]);
  });

  it.each([
    ['no body', '', {}, 400, 'ENDPOINT_BODY_EMPTY'],
    ['text', 'text', {}, 400, 'IMAGING_UNREADABLE'],
    ['a format that is not decoded', 'heic', {}, 415, 'IMAGING_UNSUPPORTED'],
    ['a form without a boundary', 'text', { 'content-type': 'multipart/form-data' }, 400, 'ENDPOINT_MULTIPART_INVALID'],
    [
      'a form that breaks off',
      '--x\r\n',
      { 'content-type': 'multipart/form-data; boundary=x' },
      400,
      'ENDPOINT_MULTIPART_INVALID',
    ],
    ['too many bytes', 'x'.repeat(101), {}, 413, 'ENDPOINT_PAYLOAD_TOO_LARGE'],
    ['a fault of our own', '!', {}, 500, 'INTERNAL'],
  ])('refuses %s with a typed error', async (_, body, headers, status, code) => {
    const url = await serve({ maxPayloadBytes: 100 });
    const answer = await post(`${url}/invocations`, body, headers);
    const text = await answer.text();
    expect([answer.status, JSON.parse(text)]).toEqual([
      status,
      expect.objectContaining({ code, hint: expect.any(String) as string }),
    ]);
    expect(text).not.toContain('secret detail');
    expect(text.length).toBeLessThan(2048);
  });

  it('refuses a form whose fields name no image', async () => {
    const form = new FormData();
    form.append('a', '1');
    form.append('b', '2');
    const answer = await post(`${await serve()}/invocations`, form);
    expect(await answer.json()).toMatchObject({
      code: 'ENDPOINT_MULTIPART_INVALID',
      error: expect.stringContaining('a, b') as string,
    });
  });

  it('names the model that it serves where another is asked for, and knows no other routes', async () => {
    const url = await serve();
    expect(await (await post(`${url}/models/other/invoke`, jpeg)).json()).toMatchObject({
      code: 'ENDPOINT_MODEL_NOT_LOADED',
    });
    const unknown = await fetch(`${url}/nothing`);
    expect([unknown.status, await unknown.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'ENDPOINT_ROUTE_NOT_FOUND' }),
    ]);
  });

  it("reports each request with SageMaker's inference id, and never image bytes", async () => {
    const events: RequestEvent[] = [];
    const url = await serve({ onRequest: (event) => events.push(event) });
    await (await post(`${url}/invocations`, jpeg, { 'X-Amzn-SageMaker-Inference-Id': 'abc' })).text();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(events).toEqual([
      { requestId: 'abc', method: 'POST', path: '/invocations', status: 200, durationMs: expect.any(Number) as number },
    ]);
  });
});
