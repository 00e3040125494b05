/**
 * Runs once before all test files: unpacks the browser, so that no test waits for it or pays for it twice.
 */
import { unpackChromium } from '../../infra/local/browser/unpack-chromium.ts';

export async function setup(): Promise<void> {
  if (process.platform === 'linux' && process.arch === 'x64') await unpackChromium();
}
