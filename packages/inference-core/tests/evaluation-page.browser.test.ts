/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { renderEvaluationPage } from '../src/evaluation-page/index.js';
import { sampleEvaluationPage } from '../src/testing/sample-evaluation.js';
import { launchChromium, openPage } from '../../../vitest.chromium.mjs';

// A busy machine takes its time to start pages.
vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let dir: string;
const pageOf = (models: 1 | 2) => pathToFileURL(join(dir, `${models}.html`));

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-evaluation-page-'));
  for (const models of [1, 2] as const)
    await writeFile(pageOf(models), renderEvaluationPage(sampleEvaluationPage(models)));
  browser = await launchChromium();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await rm(dir, { recursive: true });
});

describe.each([1, 2] as const)('the evaluation of %i model(s) in Chromium', (models) => {
  it('asks no host for anything, complains of nothing, and skips no level of headings', async () => {
    const { page, strangers, complaints, context } = await openPage(browser, pageOf(models).href);
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
    const levels = await page.$$eval('h1,h2,h3,h4', (all) => all.map((heading) => Number(heading.tagName[1])));
    expect(levels.filter((level) => level === 2)).toHaveLength(6);
    expect(levels.every((level, i) => i === 0 || level - (levels[i - 1] ?? 0) <= 1)).toBe(true);
    await context.close();
  });

  it('tells hits, misses and false alarms apart without colour: by their lines and by words', async () => {
    const { page, context } = await openPage(browser, pageOf(models).href);
    const dashes = await page.evaluate(() =>
      ['hit', 'miss', 'alarm'].map((name) => {
        const box = document.querySelector(`#photos .boxes .${name}`);
        return box && getComputedStyle(box).strokeDasharray;
      }),
    );
    expect(new Set(dashes).size).toBe(3);
    const words = await page.$$eval('#photos .tag-text', (all) => all.map((tag) => tag.textContent.split(' ')[0]));
    expect(words).toEqual(expect.arrayContaining(['missed', 'false']));
    await context.close();
  });

  it('hides the boxes on request, by keyboard', async () => {
    const { page, context } = await openPage(browser, pageOf(models).href);
    expect(await page.locator('#photos .boxes').first().isVisible()).toBe(true);
    await page.focus('#boxes-shown');
    await page.keyboard.press('Space');
    expect(await page.locator('#photos .boxes').first().isVisible()).toBe(false);
    await context.close();
  });

  it.each([400, 768, 1280, 1920])('does not scroll sideways at %i px', async (width) => {
    const { page, context } = await openPage(browser, pageOf(models).href, { viewport: { width, height: 900 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await context.close();
  });

  it('prints on pages, without what only a screen needs', async () => {
    const { page, context } = await openPage(browser, pageOf(models).href, { colorScheme: 'dark' });
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
    await page.emulateMedia({ media: 'print' });
    expect([await page.isVisible('nav'), await page.isVisible('#boxes-shown')]).toEqual([false, false]);
    await context.close();
  });

  it.each(['light', 'dark'] as const)('has no fault of accessibility that axe finds, in %s', async (colorScheme) => {
    const { page, context } = await openPage(browser, pageOf(models).href, { colorScheme });
    await page.evaluate(axe.source);
    const faults = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return violations.map(({ id, impact, nodes }) => `${impact ?? ''} ${id}: ${nodes[0]?.html ?? ''}`);
    });
    expect(faults).toEqual([]);
    await context.close();
  });
});
