/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropFiles, launchWithCamera, openPlayground, type TestFile } from './open-playground.js';
import { type Endpoint, startEndpoint } from './start-endpoint.js';
import { makeJpeg } from './test-photos.js';

const names = ['drill', 'hammer', 'saw'];
const found = names.map((name, index) => ({
  ...{ xmin: 20 + 150 * index, ymin: 60, xmax: 120 + 150 * index, ymax: 200 },
  ...{ confidence: 0.9 - index / 10, class: index, name },
}));

let browser: Browser;
let endpoint: Endpoint;
let photo: TestFile;
beforeAll(async () => {
  browser = await launchWithCamera();
  endpoint = await startEndpoint({ answer: () => ({ body: found }), models: ['a', 'b'] });
  photo = await makeJpeg('photo.jpg', 640, 480);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await endpoint.close();
});

async function withPage(options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
  const { page, context, complaints } = await openPlayground(browser, endpoint.url, options);
  await use(page);
  await context.close();
  expect(complaints).toEqual([]);
}

async function showPhoto(page: Page): Promise<void> {
  await dropFiles(page, 'main', [photo]);
  await page.waitForSelector('g.box');
}

async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.id || activeElement?.className || activeElement?.textContent;
  });
const backgroundOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

describe('the playground is for everybody', () => {
  it.each(['light', 'dark'] as const)(
    'axe finds no fault in %s: empty, with detections, with an error, with the shortcuts open',
    (colorScheme) =>
      withPage({ colorScheme }, async (page) => {
        expect(await faultsOf(page)).toEqual([]);
        await showPhoto(page);
        await page.selectOption('#model-b', 'b');
        await page.waitForSelector('.stage:nth-child(2) g.box');
        expect(await faultsOf(page)).toEqual([]);
        await page.keyboard.press('?');
        expect(await faultsOf(page)).toEqual([]);
        await page.keyboard.press('Escape');
        endpoint.behaviour.answer = () => ({ status: 500, body: { error: 'E', code: 'C', hint: 'H', requestId: 'R' } });
        await dropFiles(page, 'main', [photo]);
        await page.waitForSelector('.notice button');
        endpoint.behaviour.answer = () => ({ body: found });
        expect(await faultsOf(page)).toEqual([]);
      }),
    60_000,
  );

  it('works by keyboard alone', () =>
    withPage({}, async (page) => {
      const chooser = page.waitForEvent('filechooser');
      // The browser hears of the wait before the key comes.
      await page.waitForSelector('[data-server=ready]');
      await page.keyboard.press('o');
      await (await chooser).setFiles([photo, { ...photo, name: 'second.jpg' }]);
      await expect.poll(() => page.locator('.badge').allTextContents()).toEqual(['3', '3']);
      await page.keyboard.press('n');
      await expect.poll(() => page.getAttribute('.view', 'aria-label')).toMatch(/3 detections/);
      for (let press = 0; press < 11; press++) await page.keyboard.press(']');
      await expect.poll(() => page.locator('g.box').count()).toBe(2);
      await page.keyboard.press('[');
      await page.focus('#threshold');
      await page.keyboard.press('End');
      await expect.poll(() => page.locator('g.box').count()).toBe(0);
      await page.keyboard.press('Home');
      await expect.poll(() => page.locator('g.box').count()).toBe(3);
      await page.focus('#classes input');
      await page.keyboard.press('Space');
      await expect.poll(() => page.locator('g.box').count()).toBe(2);
      await page.keyboard.press('Space');
      await expect.poll(() => page.locator('g.box').count()).toBe(3);
      await page.focus('#found button');
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => page.locator('g.box[data-pointed]').getAttribute('data-index')).toBe('1');
      await page.keyboard.press('Delete');
      await expect.poll(() => page.locator('#filmstrip li').count()).toBe(1);
      await page.keyboard.press('?');
      expect(await focused(page)).toBe('help-close');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Delete');
      expect(await page.locator('#filmstrip li').count()).toBe(1);
    }));

  it('goes through its controls in the order in which they are seen, each with a visible focus', () =>
    withPage({}, async (page) => {
      await showPhoto(page);
      const order: unknown[] = [];
      const outlines: string[] = [];
      for (let stop = 0; stop < 25; stop++) {
        await page.keyboard.press('Tab');
        order.push(await focused(page));
        outlines.push(
          await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle),
        );
      }
      expect(order).toEqual([
        ...['skip', 'model-a', 'model-b', 'help-open', 'theme', 'choose', 'camera', 'zoom-out', 'zoom-in', 'zoom-fit'],
        ...['view', 'photo.jpg3', 'threshold', 'classes-all', 'classes-none'],
        ...['on', 'on', 'on'].map(() => expect.anything()),
        expect.stringMatching(/^drill/),
        ...['copy', 'curl', 'Options', 'save-picture', 'save-json'],
        expect.anything(),
      ]);
      expect(new Set(outlines.slice(1, 24))).toEqual(new Set(['solid']));
    }));

  it('takes light or dark from the system, the other on request, and remembers it', () =>
    withPage({ colorScheme: 'dark' }, async (page) => {
      expect(await backgroundOf(page)).toBe('rgb(18, 23, 29)');
      await page.click('#theme');
      expect(await backgroundOf(page)).toBe('rgb(255, 255, 255)');
      await page.reload();
      expect(await backgroundOf(page)).toBe('rgb(255, 255, 255)');
    }));

  it.each([360, 560, 768, 1024, 1920])('does not scroll sideways at %i px', (width) =>
    withPage({ viewport: { width, height: 800 } }, async (page) => {
      await showPhoto(page);
      await page.selectOption('#model-b', 'b');
      await page.waitForSelector('.stage:nth-child(2) g.box');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }),
  );

  it('shifts nothing when a photo and its detections come', () =>
    withPage({}, async (page) => {
      await page.waitForSelector('[data-server=ready]');
      const places = () =>
        page.$$eval('main > *, section, h2, .toolbar, .view, .filmstrip, button[id], input[id], select', (all) =>
          all.map((element) => `${element.id} ${JSON.stringify(element.getBoundingClientRect())}`),
        );
      const before = await places();
      await showPhoto(page);
      expect(await places()).toEqual(before);
    }));

  it('keeps still for who wants less motion', () =>
    withPage({ reducedMotion: 'reduce' }, async (page) => {
      expect(
        await page.evaluate(
          () => getComputedStyle(document.querySelector('button') ?? document.body).transitionDuration,
        ),
      ).toBe('0s');
    }));
});

describe('its content security policy', () => {
  it('refuses every other host, and markup made of text', async () => {
    const { page, context } = await openPlayground(browser, endpoint.url);
    const refused = await page.evaluate(async () => {
      const violations: string[] = [];
      const all = new Promise<void>((resolve) =>
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          if (violations.push(effectiveDirective) === 5) resolve();
        }),
      );
      const url = 'http://127.0.0.1:9/x';
      document.body.append(Object.assign(new Image(), { src: url }));
      document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url }));
      document.body.append(Object.assign(document.createElement('iframe'), { src: url }));
      await fetch(url).catch(() => undefined);
      try {
        document.body.innerHTML += '';
      } catch {
        // That is the refusal.
      }
      await all;
      return violations.sort();
    });
    expect(refused).toEqual(['connect-src', 'frame-src', 'img-src', 'require-trusted-types-for', 'style-src-elem']);
    await context.close();
  });
});
