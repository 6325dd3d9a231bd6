import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createEndpointMetrics } from '../src/metrics/create-endpoint-metrics.js';
import { createFakeMultiHost } from '../src/testing/fake-host.js';
import type { RequestEvent } from '../src/endpoint-options.js';
import { fakeModel, jpeg } from '../src/testing/fake-model.js';
import { closeServers, openAdmission, serveRouter } from '../src/testing/serve-router.js';

afterEach(closeServers);

const json = async (url: string): Promise<unknown> => (await fetch(url)).json();

describe('GET /execution-parameters', () => {
  it.each([
    ['True', { MaxConcurrentTransforms: 1, BatchStrategy: 'SingleRecord', MaxPayloadInMB: 25 }],
    ['true', { MaxConcurrentTransforms: 4, BatchStrategy: 'SINGLE_RECORD', MaxPayloadInMB: 25 }],
    ['TRUE', { MaxConcurrentTransforms: 4, BatchStrategy: 'SINGLE_RECORD', MaxPayloadInMB: 25 }],
  ])('spells as its reader wants where SAGEMAKER_BATCH is %s', async (variable, expected) => {
    const url = await serveRouter({ batch: { variable }, maxConcurrentTransforms: 8 });
    expect(await json(`${url}/execution-parameters`)).toEqual(expected);
  });

  it('keeps within what SageMaker allows', async () => {
    const url = await serveRouter({ maxPayloadBytes: 1024 ** 3, maxConcurrentTransforms: 8 });
    expect(await json(`${url}/execution-parameters`)).toMatchObject({
      MaxConcurrentTransforms: 1,
      MaxPayloadInMB: 100,
    });
  });
});

describe('GET /metrics', () => {
  it('counts requests, images, detections, faults, loads and restarts', async () => {
    const metrics = createEndpointMetrics();
    const url = await serveRouter({
      metrics,
      host: createFakeMultiHost(fakeModel),
      admission: { ...openAdmission, queued: 3, running: 2 },
    });
    await fetch(`${url}/models`, { method: 'POST', body: '{"model_name":"a","url":"/m"}' });
    for (const body of [jpeg, 'text'])
      await fetch(`${url}/models/a/invoke`, { method: 'POST', body, headers: { 'content-type': 'image/png' } });
    await fetch(`${url}/somewhere/else`);
    metrics.countWorkerRestart();
    const answer = await fetch(`${url}/metrics`);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await answer.text();
    for (const line of [
      'detectory_requests_total{route="/models/{name}/invoke",code="200"} 1',
      'detectory_requests_total{route="/models/{name}/invoke",code="400"} 1',
      'detectory_requests_total{route="unknown",code="404"} 1',
      'detectory_request_duration_seconds_count{route="/models/{name}/invoke"} 2',
      'detectory_queue_depth 3',
      'detectory_requests_in_flight 2',
      'detectory_images_total 1',
      'detectory_detections_total 1',
      'detectory_decode_errors_total 1',
      'detectory_model_load_seconds_count 1',
      'detectory_worker_restarts_total 1',
    ])
      expect(text).toContain(`${line}\n`);
    expect(text).toMatch(/^process_resident_memory_bytes [1-9]\d+/m);
  });
});

describe('a client', () => {
  it('that hangs up aborts its work and is logged as 499', async () => {
    const events: RequestEvent[] = [];
    const aborted: unknown[] = [];
    const url = await serveRouter({
      onRequest: (event) => events.push(event),
      admission: {
        queued: 0,
        running: 0,
        run: (_work, client) =>
          new Promise((_, reject) =>
            client?.addEventListener('abort', () => reject((aborted.push(client.reason), client.reason as Error))),
          ),
      },
    });
    const request = httpRequest(`${url}/invocations`, { method: 'POST' });
    request.on('error', () => undefined);
    request.end(jpeg);
    await new Promise((resolve) => setTimeout(resolve, 50));
    request.destroy();
    await expect.poll(() => events).toMatchObject([{ status: 499, error: { code: 'ENDPOINT_CLIENT_GONE' } }]);
    expect(aborted).toMatchObject([{ code: 'ENDPOINT_CLIENT_GONE' }]);
  });

  it('that hangs up in the middle of its body is logged as 499', async () => {
    const events: RequestEvent[] = [];
    const url = new URL(await serveRouter({ onRequest: (event) => events.push(event) }));
    const socket = connect(Number(url.port), url.hostname);
    socket.write('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await expect.poll(() => events).toMatchObject([{ status: 499, error: { code: 'ENDPOINT_CLIENT_GONE' } }]);
  });

  it('whose body is too large has its answer before it has sent it all, and then a closed connection', async () => {
    const events: RequestEvent[] = [];
    const url = new URL(await serveRouter({ maxPayloadBytes: 1000, onRequest: (event) => events.push(event) }));
    const socket = connect(Number(url.port), url.hostname);
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk))).on('error', () => undefined);
    socket.write(`POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000\r\n\r\n${'x'.repeat(100_000)}`);
    await new Promise((resolve) => socket.on('close', resolve));
    expect(text).toMatch(/^HTTP\/1\.1 413 .*Connection: close.*ENDPOINT_PAYLOAD_TOO_LARGE/s);
    await expect.poll(() => events).toMatchObject([{ status: 413, error: { code: 'ENDPOINT_PAYLOAD_TOO_LARGE' } }]);
  });
});

// A server of Node's own, so that the tests above would notice if it closed connections by itself.
describe(createServer, () => {
  it('keeps a connection after an answer that left nothing unread', async () => {
    const url = await serveRouter();
    expect(
      (
        await fetch(`${url}/invocations`, { method: 'POST', body: 'text', headers: { 'content-type': 'image/png' } })
      ).headers.get('connection'),
    ).toBe('keep-alive');
  });
});
