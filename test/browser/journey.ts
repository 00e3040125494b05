/**
 * The running app and people with real browsers, for journeys over the wire.
 *
 * A visitor is one browser profile with one tab to begin with. Everything a visitor loads is kept, so that the last test of a
 * file can look for secrets in it.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { StackOptions } from '../../infra/local/stack.ts';
import { startApp, type App, type AppOptions } from '../flow/app.ts';
import { inspect } from './inspect.ts';
import { findLeaks, type Seen } from './leaks.ts';
import { sharedBrowser } from './shared-browser.ts';
import { readConnection } from './stored.ts';

export interface Journeys {
  app: App;
  /** A browser that has never been here. */
  visit(options?: { javaScriptEnabled?: boolean }): Promise<BrowserContext>;
  /** Where secrets stand that must not; call it last. */
  leaks(): Promise<string[]>;
  close(): Promise<void>;
}

type Options = Pick<AppOptions, keyof StackOptions | 'settings' | 'delivers'>;

export async function startJourneys(options: Options = {}): Promise<Journeys> {
  const [app, browser] = await Promise.all([startApp(options), sharedBrowser()]);
  const contexts: BrowserContext[] = [];
  const seen: Seen = { urls: new Set(), referrers: new Set(), pages: [], cookies: new Set() };
  const reading: Promise<unknown>[] = [];

  function watch(context: BrowserContext): void {
    context.on('request', (request) => {
      seen.urls.add(request.url());
      seen.referrers.add(request.headers()['referer'] ?? '');
    });
    context.on('response', (response) => {
      if (!response.url().startsWith(app.publicUrl) || response.status() === 303) return;
      const read = response.text().then((text) => seen.pages.push({ url: response.url(), text }));
      // The tab may have gone on before it was read.
      reading.push(read.catch(() => undefined));
    });
  }

  return {
    app,
    async visit({ javaScriptEnabled = true } = {}) {
      const context = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled });
      contexts.push(context);
      watch(context);
      return context;
    },
    async leaks() {
      await Promise.all(reading);
      for (const context of contexts)
        for (const { name, value } of await context.cookies())
          // The handle of the person's own page stands in its forms, too.
          if (name === '__Host-guestmail') seen.cookies.add(value);
      return findLeaks(app, seen);
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      await app.close();
    },
  };
}

/** The status of the document that a tab shows. */
const statuses = new WeakMap<Page, { url: string; status: number }>();

/** A new tab that remembers how its last document was answered. */
export async function openTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  watchStatus(page);
  return page;
}

export function watchStatus(page: Page): void {
  page.on('response', (response) => {
    const isDocument = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
    if (isDocument && response.status() !== 302 && response.status() !== 303)
      statuses.set(page, { url: response.url(), status: response.status() });
  });
}

/** Chooses a language by its own name, as every page lists them. */
export async function switchTo(page: Page, name: string): Promise<void> {
  await page.locator('nav summary').click();
  await page.getByRole('link', { name, exact: true }).click();
}

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** From the consent page to Microsoft's question which account. */
export async function startConnecting(page: Page, { publicUrl }: App): Promise<void> {
  await page.goto(`${publicUrl}/authorize`);
  await press(page, 'Continue to Microsoft');
  await page.getByRole('heading', { name: /^(Sign in|Pick an account)$/ }).waitFor();
}

/** Chooses the account at Microsoft. */
export function choose(page: Page, { stack }: App, key: string): Promise<void> {
  return press(page, stack.directory.person(key).userPrincipalName);
}

/** In a new browser, as far as Microsoft's page under this heading. */
export async function reach({ app, visit }: Journeys, key: string, heading: string): Promise<Page> {
  const page = await openTab(await visit());
  await startConnecting(page, app);
  await choose(page, app, key);
  await page.getByRole('heading', { name: heading, exact: true }).waitFor();
  return page;
}

/** The whole journey of a person who agrees and was not asked before. */
export async function connect(page: Page, app: App, key: string): Promise<void> {
  await startConnecting(page, app);
  await choose(page, app, key);
  await press(page, 'Accept');
  await expectConnected(page, app, key);
}

/** The address names the tab and nothing else. */
export function expectOwnPage(page: Page, { publicUrl }: App): void {
  const { origin, pathname, search, hash } = new URL(page.url());
  expect([`${origin}${pathname}`, hash]).toEqual([`${publicUrl}/me`, '']);
  expect(search).toMatch(/^\?tab=[0-9a-f]{8}$/);
}

/** The last page of a good journey: names the mailbox, 200, neither code nor state in its address. */
export async function expectConnected(page: Page, app: App, key: string): Promise<void> {
  await page.getByRole('heading', { name: 'Your mailbox is connected' }).waitFor();
  expectOwnPage(page, app);
  expect(statuses.get(page)).toEqual({ url: page.url(), status: 200 });
  await page.getByText(app.stack.directory.person(key).mail).first().waitFor();
}

export interface Refusal {
  status: number;
  heading: string;
  /** Who must act, as the page says it. */
  who: string | RegExp;
  /** What to do. */
  says: string | RegExp;
  /** Name of the link or button that leads on; default `Start again`. */
  wayOut?: string;
}

/** A page that refuses: clean address, right status, who must do what, a way out, and nothing in the way of reading it. */
export async function expectRefusal(page: Page, { status, heading, who, says, wayOut = 'Start again' }: Refusal) {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  expect(statuses.get(page)?.status).toBe(status);
  expect(page.url()).not.toMatch(/[?&](code|state|error)=/);
  const actor = page.locator('div', { has: page.getByText('Who must act', { exact: true }) }).locator('dd');
  expect((await actor.last().innerText()).trim()).toEqual(typeof who === 'string' ? who : expect.stringMatching(who));
  expect(await page.locator('main').innerText()).toEqual(
    typeof says === 'string' ? expect.stringContaining(says) : expect.stringMatching(says),
  );
  const leads = page.getByRole('link', { name: wayOut }).or(page.getByRole('button', { name: wayOut }));
  expect(await leads.first().isVisible()).toBe(true);
  expect(await inspect(page)).toEqual([]);
}

/** Neither storage nor the API knows this person. */
export async function expectNothingStored(app: App, key: string): Promise<void> {
  expect(await readConnection(app, key)).toEqual({});
  expect((await app.call('GET', `/senders/${app.senderOf(key)}`)).status).toBe(404);
}
