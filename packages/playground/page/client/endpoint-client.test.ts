import { describe, expect, it } from 'vitest';
import { createEndpointClient } from './endpoint-client.js';

/** A client whose requests are answered from a table of paths; the clock goes on 10 ms at each look. */
function clientOf(table: Readonly<Record<string, () => Response>>) {
  const asked: string[] = [];
  let atMs = 0;
  const client = createEndpointClient({
    base: 'http://host/here/',
    now: () => (atMs += 10),
    fetch: (url) => {
      asked.push(String(url));
      const answer = table[String(url).slice('http://host/here/'.length)];
      return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('no route'));
    },
  });
  return { client, asked };
}

describe(createEndpointClient, () => {
  it('tells a server that is ready, loading and gone apart', async () => {
    expect(await clientOf({ ping: () => new Response() }).client.ping()).toBe('ready');
    expect(await clientOf({ ping: () => new Response('', { status: 503 }) }).client.ping()).toBe('loading');
    expect(await clientOf({}).client.ping()).toBe('gone');
  });

  it('lists models over all pages, and knows a single-model server', async () => {
    const { client } = clientOf({
      models: () => Response.json({ models: [{ modelName: 'a' }], nextPageToken: 't' }),
      'models?next_page_token=t': () => Response.json({ models: [{ modelName: 'b' }] }),
    });
    expect(await client.models()).toEqual(['a', 'b']);
    expect(await clientOf({ models: () => new Response('', { status: 404 }) }).client.models()).toBe('single');
    expect(await clientOf({ models: () => Response.json({ models: [] }) }).client.models()).toEqual([]);
  });

  it('answers detections with their times', async () => {
    const headers = { 'server-timing': 'forward;dur=4' };
    const { client, asked } = clientOf({ 'invocations?conf=0.05': () => Response.json([], { headers }) });
    expect(await client.detect('invocations?conf=0.05', new Blob(['x']))).toEqual({
      kind: 'done',
      detections: [],
      totalMs: 10,
      timing: [
        { name: 'network', ms: 6 },
        { name: 'forward', ms: 4 },
      ],
    });
    expect(asked).toEqual(['http://host/here/invocations?conf=0.05']);
  });

  it('makes every failure an answer', async () => {
    const body = { error: 'Full.', code: 'QUEUE_FULL', hint: 'Wait.', requestId: 'r' };
    const full = clientOf({ x: () => Response.json(body, { status: 429 }) });
    expect(await full.client.detect('x', new Blob())).toEqual({ kind: 'failed', problem: body });
    const odd = clientOf({ x: () => Response.json({ links: [] }) });
    expect(await odd.client.detect('x', new Blob())).toMatchObject({ problem: { code: 'NOT_DETECTIONS' } });
    expect(await clientOf({}).client.detect('x', new Blob())).toMatchObject({ problem: { code: 'UNREACHABLE' } });
  });
});
