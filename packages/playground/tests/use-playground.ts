import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { dropFiles, launchWithCamera, openPlayground, type TestFile } from './open-playground.js';
import { type Endpoint, type Found, startEndpoint } from './start-endpoint.js';
import { makeJpeg } from './test-photos.js';

const find = (name: string, index: number, confidence: number, left: number): Found => ({
  ...{ xmin: left, ymin: 100, xmax: left + 100, ymax: 200 },
  ...{ confidence, class: index, name },
});

/** What the endpoint of these tests answers: three above the page's first threshold, one below. */
export const found = [
  find('drill', 0, 0.9, 50),
  find('hammer', 1, 0.6, 200),
  find('hammer', 1, 0.3, 350),
  find('saw', 2, 0.1, 480),
];
export const timing = { 'server-timing': 'queue;dur=0.5, decode;dur=2, forward;dur=5, format;dur=0.1' };

/** What a test has before it. */
export class PlaygroundInTest {
  photo!: TestFile;
  endpoint!: Endpoint;
  page!: Page;
  readonly boxes = (): Locator => this.page.locator('g.box');
  readonly rows = (): Locator => this.page.locator('#found button');
  readonly showsBoxes = (count: number): Promise<void> => expect.poll(() => this.boxes().count()).toBe(count);
  readonly drop = (...files: readonly TestFile[]): Promise<void> => dropFiles(this.page, 'main', files);
}

/** Each test has an endpoint and a page of its own; none may ask another origin or leave a word on the console. */
export function usePlayground(): PlaygroundInTest {
  const here = new PlaygroundInTest();
  let browser: Browser;
  let check: () => Promise<void>;
  beforeAll(async () => {
    browser = await launchWithCamera();
    here.photo = await makeJpeg('photo.jpg', 640, 480);
  }, 60_000);
  afterAll(() => browser.close());
  beforeEach(async () => {
    here.endpoint = await startEndpoint({ answer: () => ({ body: found, headers: timing }) });
    const permissions = ['clipboard-read', 'clipboard-write'];
    const { page, context, complaints, strangers } = await openPlayground(browser, here.endpoint.url, { permissions });
    here.page = page;
    check = async () => {
      await context.close();
      await here.endpoint.close();
      expect({ complaints, strangers }).toEqual({ complaints: [], strangers: [] });
    };
  });
  afterEach(() => check());
  return here;
}
