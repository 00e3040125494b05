import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { consoleScript } from '../../shared/pages/console/console-script.ts';
import { pageScript } from '../../shared/pages/kit/page-script.ts';
import { sharedBrowser } from './shared-browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});

/** Step after step, each with both scripts of the console; `posts` are the steps that were posted. */
async function openSteps({ wait = 0 } = {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const posts: string[] = [];
  await page.route('https://console.contoso.com/**', async (route) => {
    const request = route.request();
    if (request.url().includes('/file')) {
      posts.push('file');
      return route.fulfill({ headers: { 'content-disposition': 'attachment; filename="a.csv"' }, body: 'a' });
    }
    if (request.method() === 'POST') posts.push('step');
    const body = `<!doctype html><title>${posts.length}</title>
      <form method="post" action="/next" data-continue="${wait}">
        <button type="submit" data-busy="Busy">Continue</button><button type="button" data-stop="1" hidden>Stop</button>
      </form>
      <form action="/chosen" class="tenants"><select name="tenant"><option>Contoso</option><option>Adatum</option></select>
        <button>Choose</button></form>
      <form method="post" action="/file" data-file="1"><button data-busy="Busy">Save</button></form>
      <script>${pageScript}</script><script>${consoleScript}</script>`;
    return route.fulfill({ contentType: 'text/html', body });
  });
  await page.goto('https://console.contoso.com/');
  return { page, posts, close: () => context.close() };
}

const stop = (page: Page) => page.getByRole('button', { name: 'Stop' });
/** Longer than the script waits. */
const later = (page: Page) => page.waitForTimeout(1_000);

describe('work in steps', () => {
  it('goes on by itself', async () => {
    const { posts, close } = await openSteps();
    await expect.poll(() => posts.length, { timeout: 20_000 }).toBeGreaterThan(1);
    await close();
  });

  it('waits as long as it is told', async () => {
    const { page, posts, close } = await openSteps({ wait: 60 });
    await later(page);
    expect(posts).toEqual([]);
    await close();
  });

  it('stops, and goes on with a button', async () => {
    const { page, posts, close } = await openSteps();
    await stop(page).click();
    await later(page);
    expect([posts, await stop(page).isVisible()]).toEqual([[], false]);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => posts.length, { timeout: 20_000 }).toBeGreaterThan(1);
    await close();
  });

  it('stops after the step that is under way', async () => {
    const { page, posts, close } = await openSteps();
    await page.evaluate(() => {
      document.querySelector('form')?.requestSubmit();
      document.querySelector<HTMLElement>('[data-stop]')?.click();
    });
    await page.waitForURL('**/next');
    await later(page);
    expect(posts).toEqual(['step']);
    await close();
  });
});

describe('a list of host tenants', () => {
  it('leads nowhere while arrow keys go through it, and where the button is chosen', async () => {
    const { page, close } = await openSteps({ wait: 60 });
    await page.locator('select').focus();
    await page.keyboard.press('ArrowDown');
    await later(page);
    expect([await page.locator('select').inputValue(), new URL(page.url()).pathname]).toEqual(['Adatum', '/']);
    await page.getByRole('button', { name: 'Choose' }).click();
    await page.waitForURL('**/chosen?tenant=Adatum');
    await close();
  });
});

describe('a form that brings a file', () => {
  it('can be posted again', async () => {
    const { page, posts, close } = await openSteps({ wait: 60 });
    for (let count = 0; count < 2; count++) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save' }).click(),
      ]);
      await download.cancel();
    }
    expect(posts).toEqual(['file', 'file']);
    await close();
  });
});
