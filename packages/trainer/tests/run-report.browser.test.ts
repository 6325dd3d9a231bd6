/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderRunReport } from '../src/report/render-run-report.js';
import { sampleRunPage } from '../src/testing/sample-run.js';
import { launchChromium, openPage } from '../../../vitest.chromium.mjs';

const kinds = ['over-fitting', 'improving'] as const;
let browser: Browser;
let dir: string;
const pageOf = (kind: (typeof kinds)[number]) => pathToFileURL(join(dir, `${kind}.html`)).href;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-run-report-'));
  for (const kind of kinds) await writeFile(join(dir, `${kind}.html`), renderRunReport(sampleRunPage(kind)));
  browser = await launchChromium();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await rm(dir, { recursive: true });
});

describe.each(kinds)('the report of a run that is %s, in Chromium', (kind) => {
  it('asks no host for anything, complains of nothing, and skips no level of headings', async () => {
    const { page, strangers, complaints, context } = await openPage(browser, pageOf(kind));
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
    const levels = await page.$$eval('h1,h2,h3,h4', (all) => all.map((heading) => Number(heading.tagName[1])));
    expect(levels[0]).toBe(1);
    expect(levels.every((level, i) => i === 0 || level - (levels[i - 1] ?? 0) <= 1)).toBe(true);
    await context.close();
  });

  it('draws every curve inside of its chart, training and validation told apart by their lines', async () => {
    const { page, context } = await openPage(browser, pageOf(kind));
    const outside = await page.$$eval(
      '#losses svg.chart',
      (charts) =>
        charts.filter((chart) => {
          const frame = chart.getBoundingClientRect();
          return [...chart.querySelectorAll('path.loss')].some((line) => {
            const box = line.getBoundingClientRect();
            return (
              box.left < frame.left || box.right > frame.right + 1 || box.top < frame.top || box.bottom > frame.bottom
            );
          });
        }).length,
    );
    const dashes = await page.$$eval('#losses path.loss.first:not(.raw), #losses path.loss.second:not(.raw)', (lines) =>
      lines.slice(-2).map((line) => getComputedStyle(line).strokeDasharray),
    );
    expect({ outside, dashes: new Set(dashes).size }).toEqual({ outside: 0, dashes: 2 });
    await context.close();
  });

  it.each([400, 768, 1280, 1920])('does not scroll sideways at %i px', async (width) => {
    const { page, context } = await openPage(browser, pageOf(kind), { viewport: { width, height: 900 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await context.close();
  });

  it('prints on pages, without what only a screen needs', async () => {
    const { page, context } = await openPage(browser, pageOf(kind), { colorScheme: 'dark' });
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
    await page.emulateMedia({ media: 'print' });
    expect(await page.isVisible('nav')).toBe(false);
    await context.close();
  });

  it.each(['light', 'dark'] as const)('has no fault of accessibility that axe finds, in %s', async (colorScheme) => {
    const { page, context } = await openPage(browser, pageOf(kind), { colorScheme });
    await page.evaluate(axe.source);
    const faults = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return violations.map(({ id, impact, nodes }) => `${impact ?? ''} ${id}: ${nodes[0]?.html ?? ''}`);
    });
    expect(faults).toEqual([]);
    await context.close();
  });
});
