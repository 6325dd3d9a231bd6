import { afterEach, describe, expect, it } from 'vitest';
import { createEndpointRouter } from '../src/create-endpoint-router.js';
import type { DetectRequest, ImageInput } from '../src/ports/endpoint-model.js';
import { createFakeHost } from '../src/testing/fake-host.js';
import { fakeModel, jpeg, record } from '../src/testing/fake-model.js';
import { toNpy } from '../src/testing/npy.js';
import { closeServers, serveRouter } from '../src/testing/serve-router.js';

afterEach(closeServers);

const post = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, query = '') =>
  fetch(`${url}/invocations${query}`, { method: 'POST', body, headers });
const bad = Buffer.from('text').toString('base64');
const list = JSON.stringify({ instances: [{ image: '/9j/4A==' }, { b64: '/9j/4A==' }] });
const badList = JSON.stringify({ instances: ['/9j/4A==', bad, '/9j/4A=='] });

describe(createEndpointRouter, () => {
  it('answers a list of images with a list of lists', async () => {
    const answer = await post(await serveRouter(), list, { 'content-type': 'application/json' });
    expect(await answer.json()).toEqual({ predictions: [[record], [record]] });
  });

  it('says which image of a list is wrong', async () => {
    const answer = await post(await serveRouter(), badList);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'IMAGING_UNREADABLE',
      error: expect.stringContaining('Image 1 (from 0) of the list: The content is text') as string,
    });
  });

  it('answers CSV, with the image in front where there are several', async () => {
    const url = await serveRouter({
      host: createFakeHost({ ...fakeModel, classNames: ['', 'a "flat", wide saw'] }),
    });
    const one = await post(url, jpeg, { accept: 'text/csv' });
    expect(one.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await one.text()).toBe(
      'xmin,ymin,xmax,ymax,confidence,class,name\r\n1,2,4,4,0.9,1,"a ""flat"", wide saw"\r\n',
    );
    expect(await (await post(url, list, { accept: 'text/csv' })).text()).toMatch(
      /^image,xmin.*\r\n0,1,2.*\r\n1,1,2.*\r\n$/,
    );
  });

  it('sends a line of JSON Lines as soon as its image is done, and an error in the place of a bad one', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let images = 0;
    const detect = async (image: ImageInput, request: DetectRequest) => {
      if (images++ > 0) await released;
      return fakeModel.detect(image, request);
    };
    const url = await serveRouter({ host: createFakeHost({ ...fakeModel, detect }) });
    const answer = await post(url, badList, { accept: 'application/jsonlines' });
    const reader = answer.body!.getReader();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe(`${JSON.stringify([record])}\n`);
    release();
    let rest = '';
    for (let part = await reader.read(); !part.done; part = await reader.read())
      rest += Buffer.from(part.value).toString();
    const lines = rest
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual([expect.objectContaining({ code: 'IMAGING_UNREADABLE' }), [record]]);
  });

  it('fails a request for JSON Lines whose only image is bad', async () => {
    expect(
      (await post(await serveRouter(), 'text', { accept: 'application/jsonlines', 'content-type': 'image/png' }))
        .status,
    ).toBe(400);
  });

  it('draws the boxes over one image, whose pixels the model has taken over', async () => {
    const seen: unknown[] = [];
    const detect = async (image: ImageInput, request: DetectRequest) => {
      const found = await fakeModel.detect(image, request);
      if (!(image instanceof Uint8Array))
        structuredClone(image.pixels, { transfer: [image.pixels.buffer as ArrayBuffer] });
      return found;
    };
    const drawBoxes = async (image: ImageInput, boxes: unknown) => {
      seen.push([image instanceof Uint8Array ? image.length : image.pixels.length, boxes]);
      return Promise.resolve(jpeg);
    };
    const url = await serveRouter({ host: createFakeHost({ ...fakeModel, detect }), drawBoxes });
    for (const body of [jpeg, toNpy([1, 4, 3], new Uint8Array(12))]) {
      const answer = await post(url, body, { accept: 'image/jpeg' });
      expect([answer.headers.get('content-type'), new Uint8Array(await answer.arrayBuffer())]).toEqual([
        'image/jpeg',
        jpeg,
      ]);
    }
    const boxes = [{ ...record, label: 'hammer 0.90', colorIndex: 1 }];
    expect(seen).toEqual([
      [4, boxes],
      [12, boxes],
    ]);
    const refused = await post(url, list, { accept: 'image/jpeg' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain(
      'at most 1 are taken at once where the answer is a picture (Accept: image/jpeg)',
    );
  });

  it('does not offer drawings that it cannot make', async () => {
    const answer = await post(await serveRouter(), jpeg, { accept: 'image/jpeg' });
    expect([answer.status, await answer.json()]).toMatchObject([
      406,
      { hint: expect.not.stringContaining('jpeg') as string },
    ]);
  });

  it('answers anything by the default type', async () => {
    const url = await serveRouter({ defaultAccept: 'text/csv' });
    expect((await post(url, jpeg, { accept: '*/*' })).headers.get('content-type')).toMatch(/^text\/csv/);
  });

  it("hands options to the model, and answers with its name and the time behind the caller's attributes", async () => {
    const seen: DetectRequest[] = [];
    const detect = (image: ImageInput, { signal: _signal, ...request }: DetectRequest) => {
      seen.push(request);
      return fakeModel.detect(image, request);
    };
    const url = await serveRouter({ host: createFakeHost({ ...fakeModel, detect }) });
    const attributes = { 'X-Amzn-SageMaker-Custom-Attributes': 'conf=0.4;classes=big%2C%20red%20saw;' };
    const echo = 'X-Amzn-SageMaker-Custom-Attributes';
    expect((await post(url, jpeg, attributes, '?max=3')).headers.get(echo)).toMatch(/saw;model=model;ms=[\d.]+$/);
    expect((await post(url, jpeg)).headers.get(echo)).toMatch(/^model=model;ms=\d+\.\d$/);
    expect(seen).toEqual([{ confidence: 0.4, classIndices: [2], maxDetections: 3 }, {}]);
    const long = `id-${'x'.repeat(1015)}`;
    expect((await post(url, jpeg, { [echo]: long })).headers.get(echo)).toBe(long);
  });

  it('keeps a batch going: a bad record answers 200 with its error, unless that is switched off', async () => {
    const url = await serveRouter({ batch: { variable: 'true' } });
    const placeholder = await post(url, 'text', { 'content-type': 'image/jpeg' });
    expect([placeholder.status, await placeholder.json()]).toEqual([
      200,
      expect.objectContaining({ code: 'IMAGING_UNREADABLE' }),
    ]);
    const strict = await serveRouter({ batch: { variable: 'true', placeholders: false } });
    expect((await post(strict, 'text', { 'content-type': 'image/jpeg' })).status).toBe(400);
  });

  it('lets the platform try a batch record again where that may help', async () => {
    const host = createFakeHost(fakeModel);
    host.state = 'draining';
    expect((await post(await serveRouter({ batch: { variable: 'true' }, host }), jpeg)).status).toBe(503);
  });
});
