import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { pathToFileURL } from 'node:url';

/** Nothing of the browser's own is to ask a host for anything. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Real Chromium, where the workspace's test set-up found it. */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env.DETECTORY_CHROMIUM;
  if (executablePath === undefined) throw new Error('DETECTORY_CHROMIUM is not set: these tests need Chromium.');
  return chromium.launch({ executablePath, args: quiet });
}

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page asked for, without its own file and what stands in it. */
  readonly requests: readonly string[];
  /** Errors and warnings on the console, exceptions, dialogs. */
  readonly complaints: readonly string[];
}

/** Opens a file and writes down what it does. */
export async function openPage(browser: Browser, file: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && request.url() !== url) requests.push(request.url());
  });
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url);
  return { page, context, requests, complaints };
}
