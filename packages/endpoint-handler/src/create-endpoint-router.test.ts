import { afterEach, describe, expect, it } from 'vitest';
import { createEndpointRouter } from './create-endpoint-router.js';
import type { RequestEvent } from './endpoint-options.js';
import { EndpointConfigError } from './errors.js';
import { createFakeHost } from './testing/fake-host.js';
import { fakeModel, jpeg, record } from './testing/fake-model.js';
import { closeServers, openAdmission, serveRouter } from './testing/serve-router.js';

afterEach(closeServers);

const post = (url: string, body: string | Uint8Array<ArrayBuffer> | FormData, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body, headers });

describe(createEndpointRouter, () => {
  it('answers /ping with an empty 200 when the host is ready, and 503 in any other state', async () => {
    const host = createFakeHost(fakeModel);
    const url = await serveRouter({ host });
    for (const state of ['starting', 'draining', 'failed'] as const) {
      host.state = state;
      expect((await fetch(`${url}/ping`)).status).toBe(503);
    }
    host.state = 'ready';
    const ready = await fetch(`${url}/ping`);
    expect([ready.status, await ready.text()]).toEqual([200, '']);
  });

  it('answers /ping while every place is taken', async () => {
    const url = await serveRouter({ admission: { queued: 9, running: 9, run: () => new Promise(() => undefined) } });
    const waiting = post(`${url}/invocations`, jpeg).catch(() => 'cut off');
    expect((await fetch(`${url}/ping`)).status).toBe(200);
    await closeServers();
    expect(await waiting).toBe('cut off');
  });

  it("answers the records that YOLOv5's clients read, and where the time went", async () => {
    const url = await serveRouter();
    for (const path of ['/invocations', '/models/model/invoke']) {
      const answer = await post(url + path, jpeg, { 'content-type': 'image/jpeg' });
      expect(await answer.json()).toEqual([record]);
      expect(answer.headers.get('server-timing')).toMatch(
        /^queue;dur=[\d.]+, read;dur=[\d.]+, decode;dur=[\d.]+, letterbox;dur=2, forward;dur=3, format;dur=[\d.]+$/,
      );
    }
  });

  it("reports each request with SageMaker's inference id, and never image bytes", async () => {
    const events: RequestEvent[] = [];
    const url = await serveRouter({ onRequest: (event) => events.push(event) });
    const answer = await post(`${url}/invocations`, jpeg, { 'X-Amzn-SageMaker-Inference-Id': 'abc' });
    expect(answer.headers.get('X-Amzn-SageMaker-Inference-Id')).toBe('abc');
    await answer.text();
    await expect.poll(() => events).toHaveLength(1);
    expect(events[0]).toMatchObject({ requestId: 'abc', method: 'POST', path: '/invocations', status: 200 });
    expect(events[0]?.timings?.forwardMs).toBe(3);
  });

  it('refuses a default type that it does not answer', () => {
    const options = { host: createFakeHost(fakeModel), admission: openAdmission, defaultAccept: 'text/html' };
    expect(() => createEndpointRouter(options)).toThrow(EndpointConfigError);
  });
});
