import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGallery } from './gallery.ts';
import { sharedBrowser } from './shared-browser.ts';

let browser: Browser;
let gallery: Awaited<ReturnType<typeof startGallery>>;

beforeAll(async () => {
  [browser, gallery] = await Promise.all([sharedBrowser(), startGallery()]);
});

afterAll(async () => {
  await gallery?.close();
});

async function withPage(name: string, context: BrowserContext) {
  const page = await context.newPage();
  await page.goto(`${gallery.url}/${name}`);
  return page;
}

describe('the copy button', () => {
  it('copies the text for the IT department and says so', async () => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await withPage('problem/admin_approval_required', context);
    await page.getByRole('button', { name: 'Copy this text' }).click();
    await page.getByRole('status').getByText('Copied.').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await page.locator('pre').textContent());
    expect(copied).toMatch(/^Please approve an app[^]*adminconsent\?client_id=/);
    await context.close();
  });

  it('selects the text where the browser does not let it copy', async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    const page = await withPage('problem/admin_approval_required', context);
    await page.getByRole('button', { name: 'Copy this text' }).click();
    await page.getByRole('status').getByText('The text is selected.').waitFor();
    expect(await page.evaluate(() => String(getSelection()))).toMatch(/^Please approve an app/);
    await context.close();
  });
});

describe('the submit guard', () => {
  it('posts once, says what is going on, and works again when the page comes back', async () => {
    const context = await browser.newContext();
    const page = await withPage('consent', context);
    let posts = 0;
    await page.route('**/api/authorize', (route) => {
      posts += 1;
      return route.fulfill({ status: 204 });
    });
    const button = page.locator('form button');
    await button.click();
    await page.getByText('Opening Microsoft…').waitFor();
    await page.evaluate(() => document.querySelector('form')?.requestSubmit());
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    expect(await button.textContent()).toBe('Continue to Microsoft');
    expect(posts).toBe(1);
    await button.click();
    await page.getByText('Opening Microsoft…').waitFor();
    await expect.poll(() => posts).toBe(2);
    await context.close();
  });
});
