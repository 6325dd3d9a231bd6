/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { beforeEach, describe, expect, it } from 'vitest';
import { startEndpoint } from './start-endpoint.js';
import { found, timing, usePlayground } from './use-playground.js';

const here = usePlayground();

describe('two models', () => {
  beforeEach(async () => {
    here.endpoint.behaviour.models = ['after', 'before training'];
    here.endpoint.behaviour.answer = ({ path }) => ({
      body: path.includes('after') ? found : found.slice(0, 1),
      headers: timing,
    });
    await here.page.reload();
    await here.page.selectOption('#model-b', 'before training');
    await here.drop(here.photo);
  });

  it('stand side by side over the same photo, and zoom together', async () => {
    await here.showsBoxes(4);
    expect(here.endpoint.asked.map(({ path }) => path)).toEqual([
      '/models/after/invoke',
      '/models/before%20training/invoke',
    ]);
    expect(await here.page.locator('.stage .title').allTextContents()).toEqual(['after', 'before training']);
    expect(await here.page.locator('#classes .count').allTextContents()).toEqual(['1 · 1', '2 · 0', '0 · 0']);
    const view = await here.page.locator('.view').first().boundingBox();
    await here.page.mouse.move((view?.x ?? 0) + 40, (view?.y ?? 0) + 200);
    await here.page.keyboard.down('Control');
    await here.page.mouse.wheel(0, -200);
    await here.page.keyboard.up('Control');
    await expect.poll(() => here.page.textContent('#zoom-level')).toBe('2.7×');
    const styles = await here.page
      .locator('.medium img')
      .evaluateAll((all) => all.map((image) => image.getAttribute('style')));
    expect(styles[0]).toBe(styles[1]);
  });

  it('become one again', async () => {
    await here.showsBoxes(4);
    await here.page.selectOption('#model-b', '');
    await here.showsBoxes(3);
    expect(await here.page.locator('.stage').count()).toBe(1);
  });
});

describe('the camera', () => {
  it('is detected live, one request in flight, and stops', async () => {
    await here.page.click('#camera');
    await here.showsBoxes(3);
    await expect.poll(() => here.endpoint.asked.length).toBeGreaterThan(4);
    expect(here.endpoint.mostAtOnce()).toBe(1);
    expect(here.endpoint.asked[0]?.bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
    await expect
      .poll(() => here.page.textContent('.stage figcaption'))
      .toMatch(/^Camera3 detections · .* · [\d.]+ frames\/s$/);
    await here.page.click('#camera');
    await here.showsBoxes(0);
    expect(await here.page.locator('video').count()).toBe(0);
  });

  it('gives a photo', async () => {
    await here.page.click('#camera');
    await here.showsBoxes(3);
    await here.page.click('#capture');
    await expect.poll(() => here.page.locator('#filmstrip li').count()).toBe(1);
    await here.showsBoxes(3);
    expect(await here.page.textContent('.stage .title')).toBe('camera-1.jpg');
  });

  it('that is refused says what to do', async () => {
    await here.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    await here.page.click('#camera');
    await expect.poll(() => here.page.textContent('.notice')).toMatch('Allow it for this page');
    await here.page.click('.notice button');
    await expect.poll(() => here.page.textContent('.notice strong')).toBe('Drop a photo anywhere');
  });
});

describe('when there is no answer', () => {
  it('shows the error, its hint, code and request, and asks again', async () => {
    const problem = { error: 'Too many wait.', code: 'QUEUE_FULL', hint: 'Try later.', requestId: 'r-42' };
    here.endpoint.behaviour.answer = () => ({ status: 429, body: problem });
    await here.drop(here.photo);
    await expect
      .poll(() => here.page.textContent('.notice'))
      .toBe('Too many wait.Try later.QUEUE_FULL · request r-42Try again');
    here.endpoint.behaviour.answer = () => ({ body: found });
    await here.page.click('.notice button');
    await here.showsBoxes(3);
  });

  it('waits while the model loads', async () => {
    here.endpoint.behaviour.pingStatus = 503;
    await here.page.reload();
    await expect.poll(() => here.page.textContent('#status')).toBe('Loading the model…');
    await here.drop(here.photo);
    await expect.poll(() => here.page.textContent('.notice strong')).toBe('The model is loading');
    expect(here.endpoint.asked).toEqual([]);
    here.endpoint.behaviour.pingStatus = 200;
    await expect.poll(() => here.boxes().count()).toBe(3);
  });

  it('says that no model is loaded', async () => {
    here.endpoint.behaviour.models = [];
    await here.page.reload();
    await expect.poll(() => here.page.textContent('.notice strong')).toBe('No model is loaded');
  });

  it('says that nothing is found', async () => {
    here.endpoint.behaviour.answer = () => ({ body: [] });
    await here.drop(here.photo);
    await expect.poll(() => here.page.textContent('.notice strong')).toBe('No detections');
  });

  it('goes on by itself when a server that went away is back', async () => {
    await expect.poll(() => here.page.textContent('#status')).toBe('Ready');
    await here.endpoint.close();
    await here.drop(here.photo);
    await expect.poll(() => here.page.textContent('#status')).toBe('Server gone');
    expect(await here.page.textContent('.notice')).toMatch(/doesn’t answer.*goes on by itself/);
    here.endpoint = await startEndpoint({ answer: () => ({ body: found }) }, Number(new URL(here.endpoint.url).port));
    await expect.poll(() => here.boxes().count()).toBe(3);
  });
});
