/**
 * The one browser of a test process, which its files share. Each test opens contexts of its own in it, and each file closes
 * its contexts; the browser ends with the process.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from '../../infra/local/browser/launch-browser.ts';

// Files of a project share their modules, too.
let launching: Promise<Browser> | undefined;

export function sharedBrowser(): Promise<Browser> {
  return (launching ??= launchBrowser());
}

/** For a file that needs one page and no address: opened before its tests, and closed behind them. */
export function usePage(): () => Page {
  let page: Page;
  beforeAll(async () => {
    page = await (await sharedBrowser()).newPage();
  });
  afterAll(async () => {
    await page?.close();
  });
  return () => page;
}
