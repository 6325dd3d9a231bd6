/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { createStorage } from '@detectory/storage';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeReport } from '../src/adapters/report/index.js';
import { hostileClass, makeReportDataset, type ReportDataset } from './make-report-dataset.js';
import { launchChromium, openPage } from '../../../vitest.chromium.mjs';

let browser: Browser;
let dataset: ReportDataset;
let file: URL;

beforeAll(async () => {
  dataset = await makeReportDataset();
  const { place, images } = dataset;
  const { html } = await makeReport({ storage: createStorage(), place, images, imgsz: 640, imagesPerClass: 4 });
  file = pathToFileURL(join(dataset.dir, 'report.html'));
  await writeFile(file, html);
  browser = await launchChromium();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await rm(dataset.dir, { recursive: true });
});

/** Runs in the page. */
const backgroundOf = (): string => getComputedStyle(document.body).backgroundColor;
const lightGround = 'rgb(255, 255, 255)';
const darkGround = 'rgb(18, 23, 29)';

describe('the report in Chromium', () => {
  it('asks no host for anything, and nothing is on the console', async () => {
    const { page, strangers, complaints, context } = await openPage(browser, file.href);
    await page.evaluate(() => document.getElementById('origin')?.scrollIntoView());
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
    await context.close();
  });

  it('may not ask any: its policy refuses pictures, scripts, styles and connections from elsewhere', async () => {
    const { page, context } = await openPage(browser, file.href);
    const refused = await page.evaluate(async () => {
      const violations: string[] = [];
      const allRefused = new Promise<void>((resolve) =>
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          if (violations.push(effectiveDirective) === 4) resolve();
        }),
      );
      const url = 'http://127.0.0.1:9/x';
      document.body.append(Object.assign(new Image(), { src: url }));
      document.body.append(Object.assign(document.createElement('script'), { src: url }));
      document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url }));
      await fetch(url).catch(() => undefined);
      await allRefused;
      return violations.sort();
    });
    expect(refused).toEqual(['connect-src', 'img-src', 'script-src-elem', 'style-src-elem']);
    await context.close();
  });

  it('has one title, and headings that skip no level', async () => {
    const { page, context } = await openPage(browser, file.href);
    const levels = await page.$$eval('h1,h2,h3,h4', (all) => all.map((heading) => Number(heading.tagName[1])));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level) => level === 2)).toHaveLength(12);
    expect(levels.every((level, i) => i === 0 || level - (levels[i - 1] ?? 0) <= 1)).toBe(true);
    await context.close();
  });

  it('shows the names of classes as text', async () => {
    const { page, complaints, context } = await openPage(browser, file.href);
    expect(await page.locator('#classes th', { hasText: hostileClass }).count()).toBe(1);
    expect(await page.$$('img')).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('can be used by keyboard: skip link, colours, sections, tables that scroll', async () => {
    const { page, context } = await openPage(browser, file.href, { viewport: { width: 400, height: 800 } });
    const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the report');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('theme');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(backgroundOf)).toBe(darkGround);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Overview');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('content');
    const scrolling = await page.$$eval('.scroll', (all) => all.map((region) => (region as HTMLElement).tabIndex));
    expect(new Set(scrolling)).toEqual(new Set([0]));
    await context.close();
  });

  it('takes light or dark from the system, and the other on request', async () => {
    for (const [colorScheme, own, other] of [
      ['light', lightGround, darkGround],
      ['dark', darkGround, lightGround],
    ] as const) {
      const { page, context } = await openPage(browser, file.href, { colorScheme });
      expect(await page.evaluate(backgroundOf)).toBe(own);
      await page.click('#theme');
      expect(await page.evaluate(backgroundOf)).toBe(other);
      await page.click('#theme');
      expect(await page.evaluate(backgroundOf)).toBe(own);
      await context.close();
    }
  });

  it.each([400, 768, 1280, 1920])('does not scroll sideways at %i px', async (width) => {
    const { page, context } = await openPage(browser, file.href, { viewport: { width, height: 900 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await context.close();
  });

  it('draws every picture, with boxes that can be hidden', async () => {
    const { page, context } = await openPage(browser, file.href);
    const undecodable = await page.evaluate(async () => {
      const tried = [...document.querySelectorAll('image')].map(async (image) => {
        const copy = new Image();
        copy.src = image.getAttribute('href') ?? '';
        return copy.decode().then(() => copy.naturalWidth === Number(image.getAttribute('width')));
      });
      return (await Promise.all(tried)).filter((isSound) => !isSound).length;
    });
    expect(undecodable).toBe(0);
    const dangling = await page.$$eval('use', (all) =>
      all.filter((use) => !document.querySelector(use.getAttribute('href') ?? 'none')),
    );
    expect(dangling).toEqual([]);
    const box = page.locator('#sheets .box').first();
    expect(await box.isVisible()).toBe(true);
    await page.uncheck('#boxes-shown');
    expect(await box.isVisible()).toBe(false);
    await context.close();
  });

  it('prints on pages, light, whatever the screen has', async () => {
    const { page, context } = await openPage(browser, file.href, { colorScheme: 'dark' });
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(2);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate(backgroundOf)).toBe(lightGround);
    expect(await page.isVisible('nav')).toBe(false);
    await context.close();
  });

  it.each(['light', 'dark'] as const)(
    'has no serious fault of accessibility that axe finds, in %s',
    async (colorScheme) => {
      const { page, context } = await openPage(browser, file.href, { colorScheme });
      await page.evaluate(axe.source);
      const faults = await page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
        return violations.map(({ id, impact, nodes }) => `${impact ?? ''} ${id}: ${nodes[0]?.html ?? ''}`);
      });
      expect(faults).toEqual([]);
      await context.close();
    },
    60_000,
  );
});
