import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createHandlers, requestOf } from '../src/testing/open-handler.js';

const handlers = createHandlers();
afterEach(() => handlers.closeAll());

const modelFolder = fileURLToPath(new URL('../examples/product-links', import.meta.url));
const spade = { xmin: 10, ymin: 20, xmax: 90, ymax: 200, confidence: 0.91, class: 0, name: 'spade' };

const open = (classNames: string[]) =>
  handlers.open('', {
    modelFolder,
    model: { classNames, detect: () => Promise.reject(new Error('The example asks no model.')) },
    environment: { HANDLER_SHOP_URL: 'https://shop.example' },
  });

describe('the example product-links', () => {
  it('answers what its README shows', async () => {
    const { hooks } = await open(['spade', 'rake', 'secateurs']);
    const request = requestOf({ country: 'nl' });
    const answer = await hooks.postprocess([[spade]], await hooks.preprocess(request), request);
    const readme = await readFile(`${modelFolder}/README.md`, 'utf8');
    const shown: unknown = JSON.parse(/```json\n([^]*?)```/.exec(readme)?.[1] ?? '');
    expect(JSON.parse((answer as { body: string }).body)).toEqual(shown);
  });

  it('names each product once, and none for a label that the shop does not sell', async () => {
    const { hooks, events, userCode } = await open(['spade', 'snail']);
    const request = requestOf();
    const detections = [[spade, { ...spade, confidence: 0.5 }, { ...spade, class: 1, name: 'snail' }]];
    const answer = await hooks.postprocess(detections, await hooks.preprocess(request), request);
    expect(JSON.parse((answer as { body: string }).body)).toMatchObject({
      detections: detections[0],
      products: [{ name: 'spade', url: 'https://shop.example/gb/spades/border-ash', confidence: 0.91 }],
    });
    await userCode.close();
    expect(events.map(({ message }) => message)).toContain(
      '[handler] warning: classes without a product {"missing":["snail"]}',
    );
  });

  it('refuses a country without a shop', async () => {
    const { hooks } = await open(['spade']);
    await expect(hooks.preprocess(requestOf({ country: 'fr' }))).rejects.toMatchObject({
      status: 400,
      message: 'There is no shop in "fr"; expected one of gb, nl, de.',
    });
  });
});
