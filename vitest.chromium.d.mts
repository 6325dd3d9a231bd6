import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** @param flags beside those that keep the browser itself from asking any host */
export function launchChromium(flags?: readonly string[]): Promise<Browser>;

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses that the page asked for outside of its own origin, or for a file outside of itself. */
  readonly strangers: readonly string[];
  /** What stands on the console, exceptions, refusals of the content security policy, dialogs. */
  readonly complaints: readonly string[];
}

export interface OpenPageOptions extends BrowserContextOptions {
  /** Whether a line on the console is what the test is about, and no complaint. */
  readonly isExpected?: (text: string) => boolean;
}

export function openPage(browser: Browser, url: string, options?: OpenPageOptions): Promise<OpenPage>;
