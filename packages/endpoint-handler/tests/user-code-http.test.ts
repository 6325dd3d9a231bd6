import { afterEach, describe, expect, it } from 'vitest';
import { createHandlers } from '../src/testing/open-handler.js';
import { createFakeHost } from '../src/testing/fake-host.js';
import { fakeModel, jpeg, record } from '../src/testing/fake-model.js';
import { closeServers, serveRouter } from '../src/testing/serve-router.js';

const handlers = createHandlers();
afterEach(async () => {
  await closeServers();
  await handlers.closeAll();
});

const serve = async (handler: string, deadlineMs = 5_000): Promise<string> => {
  const { userCode } = await handlers.open(handler, { deadlineMs });
  return serveRouter({ host: createFakeHost({ ...fakeModel, hooks: userCode.hooks }) });
};
const invoke = (url: string, attributes = '', body: Uint8Array<ArrayBuffer> = jpeg): Promise<Response> =>
  fetch(`${url}/invocations`, { method: 'POST', body, headers: { 'X-Amzn-SageMaker-Custom-Attributes': attributes } });

describe('a model with a handler, over HTTP', () => {
  it('answers with all hooks in their order', async () => {
    const url = await serve(`
      export const load = () => ({ shop: 'garden' });
      export const preprocess = ({ body, attributes }) => ({ images: [body, body.subarray(0, 3)], request: { iou: 0.3 }, context: attributes.country });
      export const predict = async (image, input, { detect }) =>
        (await detect(image)).map((found) => ({ ...found, confidence: input.request.confidence, ymax: input.request.iou }));
      export const postprocess = (detections, { context }, { requestId }, { state }) =>
        ({ contentType: 'text/html', body: JSON.stringify({ ...state, context, requestId, detections }) });
    `);
    const answer = await fetch(`${url}/invocations?country=nl&conf=0.4`, {
      method: 'POST',
      body: jpeg,
      headers: { 'X-Amzn-SageMaker-Inference-Id': 'abc' },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    const found = { ...record, confidence: 0.4, ymax: 0.3 };
    expect(JSON.parse(await answer.text())).toEqual({
      shop: 'garden',
      context: 'nl',
      requestId: 'abc',
      detections: [[found], [{ ...found, xmax: 3 }]],
    });
  });

  it("keeps the server's own answer where the handler only prepares the image", async () => {
    const url = await serve('export const preprocess = ({ body }) => ({ images: [body.subarray(0, 3)] });');
    expect(await (await invoke(url)).json()).toEqual([{ ...record, xmax: 3 }]);
  });

  it('answers each way in which a handler fails, and serves on', async () => {
    const url = await serve(
      `
      export async function preprocess({ body, attributes }) {
        if (attributes.do === 'throw') throw new Error('no such shop: ' + '€'.repeat(5000));
        if (attributes.do === 'refuse') throw Object.assign(new Error('Name a shop.'), { status: 422 });
        if (attributes.do === 'rubbish') return 'rubbish';
        if (attributes.do === 'exit') process.exit(0);
        if (attributes.do === 'abort') process.abort();
        if (attributes.do === 'segfault') { process.kill(process.pid, 'SIGSEGV'); for (;;); }
        if (attributes.do === 'loop') for (;;);
        if (attributes.do === 'hang') await new Promise(() => undefined);
        return { images: [body] };
      }
    `,
      3_000,
    );
    for (const [deed, status, code] of [
      ['throw', 500, 'ENDPOINT_USER_CODE_FAILED'],
      ['refuse', 422, 'ENDPOINT_USER_CODE_REFUSED'],
      ['rubbish', 500, 'ENDPOINT_USER_CODE_ANSWER_INVALID'],
      ['exit', 500, 'ENDPOINT_USER_CODE_CRASHED'],
      ['abort', 500, 'ENDPOINT_USER_CODE_CRASHED'],
      ['segfault', 500, 'ENDPOINT_USER_CODE_CRASHED'],
      ['hang', 504, 'ENDPOINT_USER_CODE_TIMEOUT'],
      ['loop', 504, 'ENDPOINT_USER_CODE_TIMEOUT'],
    ] as const) {
      const answer = await invoke(url, `do=${deed}`);
      const text = await answer.text();
      expect([deed, answer.status, JSON.parse(text)]).toEqual([deed, status, expect.objectContaining({ code })]);
      expect(Buffer.byteLength(text)).toBeLessThan(2048);
      expect((await fetch(`${url}/ping`)).status).toBe(200);
      expect(await (await invoke(url)).json()).toEqual([record]);
    }
  }, 30_000);

  it("answers a bad image as it does without a handler, where predict lets the model's error through", async () => {
    const url = await serve('export const predict = (image, input, { detect }) => detect(image);');
    const answer = await invoke(url, '', new TextEncoder().encode('text'));
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'IMAGING_UNREADABLE' }),
    ]);
  });
});
