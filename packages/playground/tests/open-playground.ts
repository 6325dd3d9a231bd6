/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Nothing of the browser's own is to ask a host for anything; its camera is a drawn one. */
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** Real Chromium, where the workspace's test set-up found it. */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env.DETECTORY_CHROMIUM;
  if (executablePath === undefined) throw new Error('DETECTORY_CHROMIUM is not set: these tests need Chromium.');
  return chromium.launch({ executablePath, args: flags });
}

export interface OpenPlayground {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses outside the page's origin that it asked for. */
  readonly strangers: readonly string[];
  /** Exceptions, refusals of the content security policy, and what else is on the console but answers that a test wants to fail. */
  readonly complaints: readonly string[];
}

/** Opens the page and writes down what it does. */
export async function openPlayground(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPlayground> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const strangers: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    const isOwn = protocol === 'data:' || origin === new URL(url).origin;
    if (!isOwn) strangers.push(request.url());
  });
  page.on('console', (message) => {
    if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, context, strangers, complaints };
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
