/**
 * The console over the wire, without a browser: who is let in, and what the built app shows and does.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { createHttpBrowser, signIn, titleOf, type HttpBrowser } from '../../infra/local/browser/http-browser.ts';
import { consoleSections } from '../../shared/pages/console/console-frame.ts';
import { startApp } from './app.ts';

const app = await startApp();
afterAll(() => app.close());

async function enter(key: string, path = 'overview', browser: HttpBrowser = createHttpBrowser()) {
  const asked = await browser.open(`${app.publicUrl}/console/${path}`);
  const { userPrincipalName } = app.stack.directory.person(key);
  return { browser, page: await signIn(browser, await browser.submit(asked, '/authorize'), userPrincipalName) };
}

describe('the console', () => {
  it('lets in an administrator, at the page that was asked for, and every page of it opens', async () => {
    const { browser, page } = await enter('admin.contoso', 'senders');
    expect([page.status, page.url]).toEqual([200, `${app.publicUrl}/console/senders`]);
    for (const section of consoleSections) {
      const { status, body } = await browser.open(`${app.publicUrl}/console/${section}`);
      expect([section, status, body.includes('aria-current="page"')]).toEqual([section, 200, true]);
    }
  });

  it('keeps out a member without the role, and a guest, and says who assigns it', async () => {
    for (const key of ['mia', 'ann']) {
      const { browser, page } = await enter(key);
      expect([page.status, titleOf(page)]).toEqual([403, 'This account is not an administrator here']);
      expect(titleOf(await browser.open(`${app.publicUrl}/console/senders`))).toBe('Sign in to the console');
    }
  });

  it('shows the session of a person nothing', async () => {
    const browser = await app.connect('ben');
    for (const section of consoleSections)
      expect(titleOf(await browser.open(`${app.publicUrl}/console/${section}`))).toBe('Sign in to the console');
  });

  it('is led to from the address that the host keeps for itself', async () => {
    const { status, url } = await createHttpBrowser().open(`${app.publicUrl}/admin`);
    expect([status, url]).toEqual([200, `${app.publicUrl}/console`]);
  });

  it('ends with the sign-out', async () => {
    const { browser, page } = await enter('admin.contoso');
    const out = await browser.submit(page, '/console/sign-out');
    expect([titleOf(out), titleOf(await browser.open(`${app.publicUrl}/console/audit`))]).toEqual([
      'Sign in to the console',
      'Sign in to the console',
    ]);
  });
});
