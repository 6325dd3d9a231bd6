/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium, openPage, type OpenPage } from '../../../vitest.chromium.mjs';

/** A browser whose camera is a drawn one. */
export function launchWithCamera(): Promise<Browser> {
  return launchChromium(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
}

/** Answers that a test wants to fail are no complaint. */
export function openPlayground(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const isExpected = (text: string) => text.startsWith('Failed to load resource');
  return openPage(browser, url, { viewport: { width: 1280, height: 800 }, isExpected, ...options });
}

/** A file as a test hands it to the page. */
export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Drops files on an element, as a person does: over it first, then let go. */
export async function dropFiles(page: Page, selector: string, files: readonly TestFile[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (given) => {
      const data = new DataTransfer();
      for (const { name, mimeType, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        data.items.add(new File([bytes], name, { type: mimeType }));
      }
      return data;
    },
    files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString('base64') })),
  );
  await page.dispatchEvent(selector, 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent(selector, 'drop', { dataTransfer: transfer });
}
