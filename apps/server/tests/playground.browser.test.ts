/// <reference lib="dom" />
import { type Browser, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blankPhoto, constantModel, type RunningServer, startServer } from './start-server.js';

const executablePath = process.env['DETECTORY_CHROMIUM'];
let browser: Browser;
let server: RunningServer | undefined;
beforeAll(async () => {
  if (executablePath === undefined) throw new Error('DETECTORY_CHROMIUM is not set: these tests need Chromium.');
  browser = await chromium.launch({
    executablePath,
    args: ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});
afterAll(() => browser.close());

async function openPage(url: string) {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && origin !== new URL(url).origin) complaints.push(request.url());
  });
  await page.goto(url);
  return { page, complaints };
}

describe('the playground at /', () => {
  it('shows what the real server finds, and where its time went', async () => {
    server = await startServer(['--model', constantModel]);
    const { page, complaints } = await openPage(server.url);
    await page.setInputFiles('#files', blankPhoto);
    await expect.poll(() => page.locator('g.box').count(), { timeout: 30_000 }).toBe(1);
    expect(await page.locator('#found button').first().textContent()).toContain('hammer');
    const text = (await page.textContent('body')) ?? '';
    for (const step of ['decode', 'letterbox', 'forward']) expect(text.toLowerCase()).toContain(step);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is not there where it was turned off', async () => {
    server = await startServer(['--model', constantModel, '--playground', 'off']);
    expect((await fetch(server.url)).status).toBe(404);
  });
});
