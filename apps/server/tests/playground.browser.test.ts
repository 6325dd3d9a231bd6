/// <reference lib="dom" />
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, openPage } from '../../../vitest.chromium.mjs';
import { blankPhoto, constantModel, type RunningServer, startServer } from './start-server.js';

let browser: Browser;
let server: RunningServer | undefined;
beforeAll(async () => {
  browser = await launchChromium();
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});
afterAll(() => browser.close());

describe('the playground at /', () => {
  it('shows what the real server finds, and where its time went', async () => {
    server = await startServer(['--model', constantModel]);
    const { page, context, complaints, strangers } = await openPage(browser, server.url);
    await page.setInputFiles('#files', blankPhoto);
    await expect.poll(() => page.locator('g.box').count(), { timeout: 30_000 }).toBe(1);
    expect(await page.locator('#found button').first().textContent()).toContain('hammer');
    const text = (await page.textContent('body')) ?? '';
    for (const step of ['decode', 'letterbox', 'forward']) expect(text.toLowerCase()).toContain(step);
    expect({ complaints, strangers }).toEqual({ complaints: [], strangers: [] });
    await context.close();
  });

  it('is not there where it was turned off', async () => {
    server = await startServer(['--model', constantModel, '--playground', 'off']);
    expect((await fetch(server.url)).status).toBe(404);
  });
});
