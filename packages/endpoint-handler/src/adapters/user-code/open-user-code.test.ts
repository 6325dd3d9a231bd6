import { UnreadableImageError } from '@detectory/imaging';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DetectRequest, EndpointModel } from '../../ports/endpoint-model.js';
import { fakeModel, jpeg, record } from '../../testing/fake-model.js';
import { createHandlers, requestOf } from '../../testing/open-handler.js';
import { openUserCode } from './index.js';

// Each starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

const handlers = createHandlers();
afterEach(() => handlers.closeAll());

describe(openUserCode, () => {
  it('finds nothing to run in a model without a handler', async () => {
    const modelFolder = await handlers.write({ 'model.json': '{}', 'code/inference.py': '' });
    expect(await openUserCode({ modelFolder, model: fakeModel, log: () => undefined })).toBeUndefined();
  });

  it('runs load once, and hands what it answered to every hook', async () => {
    const { hooks } = await handlers.open(
      `
      let loads = 0;
      export async function load({ classNames, modelFolder, environment }) {
        return { loads: ++loads, classNames, modelFolder, own: environment.HANDLER_SHOP, secret: environment.AWS_SECRET_ACCESS_KEY };
      }
      export const preprocess = (request, { state }) => ({ images: [request.body], context: state });
      export const postprocess = (detections, input, request, { state }) => ({ json: [input.context, state, request.requestId] });
    `,
      { environment: { HANDLER_SHOP: 'garden', AWS_SECRET_ACCESS_KEY: 'x' } },
    );
    const input = await hooks.preprocess(requestOf());
    expect(input.context).toMatchObject({ loads: 1, classNames: fakeModel.classNames, own: 'garden' });
    expect(input.context).not.toHaveProperty('secret', 'x');
    const answer = await hooks.postprocess([[record]], input, requestOf());
    expect(answer).toEqual({
      contentType: 'application/json',
      body: JSON.stringify([input.context, input.context, 'r1']),
    });
  });

  it('leaves out the hooks that the code does not have, and takes a default object with methods', async () => {
    const { userCode } = await handlers.open(`
      export default { label: 'own', postprocess() { return { contentType: 'text/plain', body: this.label }; } };
    `);
    expect(Object.keys(userCode.hooks)).toEqual(['postprocess']);
    expect(await userCode.hooks.postprocess?.([], { images: [] }, requestOf())).toEqual({
      contentType: 'text/plain',
      body: 'own',
    });
  });

  it('gives the body back as it is, and other images byte for byte', async () => {
    const { hooks } = await handlers.open(`
      export const preprocess = ({ body }) => ({ images: [body, body.subarray(1), Buffer.from('abc')], request: { confidence: 0.3 } });
    `);
    const request = requestOf();
    const { images, request: asked } = await hooks.preprocess(request);
    expect(images[0]).toBe(request.body);
    expect([Buffer.from(images[1] as Uint8Array), Buffer.from(images[2] as Uint8Array).toString()]).toEqual([
      Buffer.from(jpeg.subarray(1)),
      'abc',
    ]);
    expect(asked).toEqual({ confidence: 0.3 });
  });

  it("asks the server's model from inside predict", async () => {
    const asked: DetectRequest[] = [];
    const model: EndpointModel = {
      ...fakeModel,
      detect: (image, request) => {
        asked.push(request);
        return fakeModel.detect(image, request);
      },
    };
    const handler = `
      export async function predict(image, input, { detect }) {
        const pixels = { pixels: new Uint8Array(6), widthPx: 2, heightPx: 1 };
        const [file, raw] = await Promise.all([detect(image, input.request), detect(pixels, { confidence: 0.2 })]);
        return [...file, ...raw];
      }
    `;
    const { hooks } = await handlers.open(handler, { model });
    const input = { images: [jpeg], request: { iou: 0.3, signal: new AbortController().signal } };
    expect(await hooks.predict(jpeg, input)).toEqual([record, { ...record, xmax: 2 }]);
    expect(asked).toEqual([{ iou: 0.3 }, { confidence: 0.2 }]);
  });

  it('says what it was asked wrongly', async () => {
    const handler = 'export const predict = (image, input, { detect }) => detect("photo.jpg");';
    const { hooks } = await handlers.open(handler);
    await expect(hooks.predict(jpeg, { images: [jpeg] })).rejects.toThrow(/detect's image is the text "photo.jpg"/);
  });

  it("passes the server's own error on where the handler lets it through", async () => {
    const unreadable = new UnreadableImageError('The content is text.');
    const model = { ...fakeModel, detect: () => Promise.reject(unreadable) };
    const { hooks } = await handlers.open('export const predict = (image, input, { detect }) => detect(image);', {
      model,
    });
    await expect(hooks.predict(jpeg, { images: [jpeg] })).rejects.toBe(unreadable);
  });

  it('lets a handler ask the model only so often at once', async () => {
    const handler = `
      export const predict = async (image, input, { detect }) =>
        (await Promise.allSettled(Array.from({ length: 100 }, () => detect(image)))).flatMap(({ value }) => value ?? []);
    `;
    const model = {
      ...fakeModel,
      detect: async (...args: Parameters<typeof fakeModel.detect>) => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        return fakeModel.detect(...args);
      },
    };
    const { hooks } = await handlers.open(handler, { model });
    expect((await hooks.predict(jpeg, { images: [jpeg] })).length).toBeLessThan(100);
  });

  it('runs calls side by side while their hooks wait', async () => {
    const { hooks } = await handlers.open(`
      let waiting = [];
      export async function preprocess({ body }) {
        await new Promise((resolve) => { waiting.push(resolve); if (waiting.length === 5) waiting.forEach((go) => go()); });
        return { images: [body] };
      }
    `);
    const answers = await Promise.all(Array.from({ length: 5 }, () => hooks.preprocess(requestOf())));
    expect(answers).toHaveLength(5);
  });

  it('imports files and packages that stand beside the handler', async () => {
    const modelFolder = await handlers.write({
      'code/handler.mjs':
        "import { shop } from './shop.mjs'; import price from 'price'; export const postprocess = () => ({ json: shop + price });",
      'code/shop.mjs': "export const shop = 'garden';",
      'code/node_modules/price/package.json': '{"name":"price","type":"module","exports":"./index.js"}',
      'code/node_modules/price/index.js': 'export default 12;',
    });
    const { hooks } = await handlers.open('', { modelFolder });
    expect(await hooks.postprocess([], { images: [] }, requestOf())).toMatchObject({ body: '"garden12"' });
  });

  it('writes what the handler prints to the log, with a prefix', async () => {
    const { hooks, events, userCode } = await handlers.open(`
      export function preprocess({ body }, { log }) {
        console.log('plain'); console.error('bad'); log.info('found', { links: 2 }); log.warn('slow');
        return { images: [body] };
      }
    `);
    await hooks.preprocess(requestOf());
    await userCode.close();
    expect(events.filter(({ level }) => level === 'info').map(({ message }) => message)).toEqual([
      '[handler] plain',
      '[handler] found {"links":2}',
    ]);
    expect(events.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      '[handler] bad',
      '[handler] warning: slow',
    ]);
  });
});
