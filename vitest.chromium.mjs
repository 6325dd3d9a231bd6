import { chromium } from 'playwright-core';

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
export function launchChromium(flags = []) {
  const executablePath = process.env.DETECTORY_CHROMIUM;
  if (executablePath === undefined) throw new Error('DETECTORY_CHROMIUM is not set: these tests need Chromium.');
  return chromium.launch({ executablePath, args: [...quiet, ...flags] });
}

/** Opens a page and writes down what it does. */
export async function openPage(browser, url, { isExpected = () => false, ...options } = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const strangers = [];
  const complaints = [];
  page.on('request', (request) => {
    if (!isOwn(request.url(), url)) strangers.push(request.url());
  });
  page.on('console', (message) => {
    if (!isExpected(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url);
  return { page, context, strangers, complaints };
}

/** A file has no origin: of files only the page itself is its own. */
function isOwn(requested, url) {
  const { protocol, origin } = new URL(requested);
  return protocol === 'data:' || requested === url || (origin !== 'null' && origin === new URL(url).origin);
}
