import { afterEach, describe, expect, it } from 'vitest';
import type { ModelHooks } from '../src/ports/model-hooks.js';
import { createFakeHost } from '../src/testing/fake-host.js';
import { fakeModel, jpeg, record } from '../src/testing/fake-model.js';
import { closeServers, serveRouter } from '../src/testing/serve-router.js';

afterEach(closeServers);

async function invoke(
  hooks: ModelHooks,
  headers: Record<string, string> = {},
  body: string | Uint8Array<ArrayBuffer> = jpeg,
): Promise<Response> {
  const url = await serveRouter({ host: createFakeHost({ ...fakeModel, hooks }) });
  return fetch(`${url}/invocations`, { method: 'POST', body, headers });
}

describe('the hooks of a model', () => {
  it('read the request instead of the server', async () => {
    const preprocess: ModelHooks['preprocess'] = (request) =>
      Promise.resolve({
        images: [jpeg, jpeg],
        context: [request.contentType, request.accept, { ...request.attributes }, request.requestId],
      });
    const postprocess: ModelHooks['postprocess'] = (detections, input) =>
      Promise.resolve({ json: [detections.length, input.context] });
    const answer = await invoke(
      { preprocess, postprocess },
      {
        'content-type': 'text/x-own',
        accept: 'text/x-own',
        'X-Amzn-SageMaker-Custom-Attributes': 'shop=paris',
        'X-Amzn-SageMaker-Inference-Id': 'id',
      },
      'anything',
    );
    expect(await answer.json()).toEqual([2, ['text/x-own', 'text/x-own', { shop: 'paris' }, 'id']]);
  });

  it('find the objects instead of the model', async () => {
    const predict: ModelHooks['predict'] = (image) =>
      Promise.resolve([{ ...record, xmax: image instanceof Uint8Array ? 40 : 0 }]);
    expect(await (await invoke({ predict })).json()).toEqual([{ ...record, xmax: 40 }]);
  });

  it('write the answer instead of the server, as text or bytes of any type', async () => {
    const postprocess: ModelHooks['postprocess'] = ([records]) =>
      Promise.resolve({ contentType: 'text/html', body: `<a href="/shop/${records?.[0]?.name}">` });
    const answer = await invoke({ postprocess }, { accept: 'text/html' });
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['text/html', '<a href="/shop/hammer">']);
  });

  it('may set options of their own request', async () => {
    const detect: typeof fakeModel.detect = (image, { confidence }) =>
      fakeModel.detect(image, {}).then((found) => ({
        ...found,
        detections: found.detections.map((one) => ({ ...one, confidence: confidence ?? 0 })),
      }));
    const hooks: ModelHooks = {
      preprocess: ({ body }) => Promise.resolve({ images: [body], request: { confidence: 0.25 } }),
    };
    const url = await serveRouter({ host: createFakeHost({ ...fakeModel, detect, hooks }) });
    const answer = await fetch(`${url}/invocations?conf=0.9`, { method: 'POST', body: jpeg });
    expect(await answer.json()).toMatchObject([{ confidence: 0.25 }]);
  });
});
