/**
 * The one browser of a test process, which its files share. Each test opens contexts of its own in it, and each file closes
 * its contexts; the browser ends with the process.
 */
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../infra/local/browser/launch-browser.ts';

// Files of a project share their modules, too.
let launching: Promise<Browser> | undefined;

export function sharedBrowser(): Promise<Browser> {
  return (launching ??= launchBrowser());
}
