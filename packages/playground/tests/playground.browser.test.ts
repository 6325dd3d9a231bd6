/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TestFile } from './open-playground.js';
import { makeJpeg } from './test-photos.js';
import { found, usePlayground } from './use-playground.js';

const here = usePlayground();

describe('photos come in', () => {
  it('by a drop anywhere: sent as it is, at a low threshold, boxes over the photo', async () => {
    await here.drop(here.photo);
    await here.showsBoxes(3);
    const [asked] = here.endpoint.asked;
    expect(asked).toMatchObject({
      path: '/invocations',
      type: 'image/jpeg',
      query: { conf: '0.05', iou: '0.45', max: '300' },
    });
    expect(asked?.bytes.equals(here.photo.buffer)).toBe(true);
    const [box, image] = await Promise.all([
      here.boxes().first().boundingBox(),
      here.page.locator('.medium img').boundingBox(),
    ]);
    const scale = (image?.width ?? 0) / 640;
    expect(Math.abs((box?.width ?? 0) - 100 * scale)).toBeLessThan(6);
    expect(image?.height).toBeCloseTo(480 * scale, 0);
  });

  it('from the clipboard', async () => {
    await here.page.evaluate((base64) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      data.items.add(new File([bytes], 'pasted.jpg', { type: 'image/jpeg' }));
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    }, here.photo.buffer.toString('base64'));
    await here.showsBoxes(3);
  });

  it('from the file dialog, several at once: a filmstrip with counts, each asked once and one at a time', async () => {
    const files = await Promise.all([1, 2, 3].map((n) => makeJpeg(`photo-${n}.jpg`, 320, 240)));
    await here.page.setInputFiles('#files', files as TestFile[]);
    await expect.poll(() => here.page.locator('.badge').allTextContents()).toEqual(['3', '3', '3']);
    await here.page.click('#filmstrip button >> nth=2');
    expect(await here.page.textContent('.stage .title')).toBe('photo-3.jpg');
    expect([here.endpoint.asked.length, here.endpoint.mostAtOnce()]).toEqual([3, 1]);
  });

  it('turned as their EXIF orientation says, which is the frame of the boxes', async () => {
    await here.drop(await makeJpeg('turned.jpg', 640, 480, 6));
    await here.showsBoxes(3);
    const image = await here.page.locator('.medium img').boundingBox();
    expect((image?.width ?? 0) / (image?.height ?? 1)).toBeCloseTo(480 / 640, 2);
    const box = await here.boxes().first().boundingBox();
    expect(Math.abs((box?.width ?? 0) - (100 * (image?.width ?? 0)) / 480)).toBeLessThan(6);
  });

  it('and what is no photo is named instead', async () => {
    await here.drop({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
    await expect.poll(() => here.page.textContent('#toast')).toBe('No photo: notes.txt');
    expect(here.endpoint.asked).toEqual([]);
  });

  it('of a format that only the server reads: the list is there, the stage says why it is empty', async () => {
    await here.drop({ name: 'photo.heic', mimeType: '', buffer: Buffer.from('not for browsers') });
    await expect.poll(() => here.page.textContent('.notice strong')).toMatch('can’t show this format');
    expect(await here.rows().count()).toBe(3);
  });
});

describe('what is found', () => {
  beforeEach(async () => {
    await here.drop(here.photo);
    await here.showsBoxes(3);
  });

  it('is filtered by the slider at once, without a request', async () => {
    await here.page.fill('#threshold', '0.5');
    await here.showsBoxes(2);
    await here.page.fill('#threshold', '0.05');
    await here.showsBoxes(4);
    await here.page.fill('#threshold', '0.95');
    await here.showsBoxes(0);
    expect(await here.page.textContent('.notice')).toBe('No detectionsThe best has 0.90; the threshold is 0.95.');
    expect(here.endpoint.asked).toHaveLength(1);
  });

  it('is counted and filtered by class', async () => {
    expect(await here.page.locator('#classes li').allTextContents()).toEqual(['drill1', 'hammer2', 'saw0']);
    await here.page.getByLabel('hammer').uncheck();
    await here.showsBoxes(1);
    expect(await here.page.textContent('#curl')).toContain('classes=drill%2Csaw');
    await here.page.click('#classes-none');
    await here.showsBoxes(0);
    await here.page.click('#classes-all');
    await here.showsBoxes(3);
    expect(here.endpoint.asked).toHaveLength(1);
  });

  it('is pointed at from the list and from the photo', async () => {
    await here.rows().nth(1).hover();
    await expect.poll(() => here.page.locator('g.box[data-pointed]').getAttribute('data-index')).toBe('1');
    await here.boxes().nth(0).hover();
    await expect.poll(() => here.page.locator('#found [data-pointed]').count()).toBe(1);
    await here.boxes().nth(0).click();
    expect(await here.page.evaluate(() => document.activeElement?.hasAttribute('data-key'))).toBe(true);
  });

  it('is split by where the time went', async () => {
    const parts = await here.page.locator('#timings dt').allTextContents();
    expect(parts).toEqual(['network', 'queue', 'decode', 'forward', 'format']);
    expect((await here.page.locator('#timings dd').allTextContents()).slice(1)).toEqual(['0.5', '2.0', '5.0', '0.1']);
  });

  it('can be asked for with other options', async () => {
    await here.page.click('summary');
    await here.page.selectOption('#imgsz', '320');
    await expect.poll(() => here.endpoint.asked.length).toBe(2);
    await here.page.fill('#iou', '0.6');
    await here.page.press('#iou', 'Tab');
    await expect.poll(() => here.endpoint.asked.at(-1)?.query).toMatchObject({ imgsz: '320', iou: '0.6' });
    await here.page.fill('#iou', '7');
    await here.page.press('#iou', 'Tab');
    await here.showsBoxes(3);
    expect(here.endpoint.asked).toHaveLength(3);
  });

  it('is copied as a command and saved as JSON and as a picture', async () => {
    await here.page.click('#copy');
    await expect.poll(() => here.page.textContent('#toast')).toBe('The request is copied.');
    const copied = await here.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(
      `curl --data-binary '@photo.jpg' -H 'Content-Type: image/jpeg' '${here.endpoint.url}invocations?conf=0.25&iou=0.45&max=300'`,
    );
    const [json] = await Promise.all([here.page.waitForEvent('download'), here.page.click('#save-json')]);
    expect(json.suggestedFilename()).toBe('photo-detections.json');
    expect(JSON.parse(await readFile(await json.path(), 'utf8'))).toEqual(found.slice(0, 3));
    const [picture] = await Promise.all([here.page.waitForEvent('download'), here.page.click('#save-picture')]);
    expect(picture.suggestedFilename()).toBe('photo-detections.jpg');
    const bytes = await readFile(await picture.path());
    expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
  });

  it('is zoomed with lines and labels as thick as before', async () => {
    const before = await here.boxes().first().boundingBox();
    const label = await here.page.locator('g.label').first().boundingBox();
    await here.page.click('#zoom-in');
    await expect.poll(() => here.page.textContent('#zoom-level')).toBe('1.5×');
    const after = await here.boxes().first().boundingBox();
    expect(after?.width).toBeCloseTo(1.5 * (before?.width ?? 0), -1);
    expect((await here.page.locator('g.label').first().boundingBox())?.height).toBe(label?.height);
    await here.page.keyboard.press('0');
    await expect.poll(() => here.page.textContent('#zoom-level')).toBe('1.0×');
  });
});
