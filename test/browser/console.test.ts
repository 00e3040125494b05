/**
 * The console in a real browser, of an installation with ten thousand connections and a hundred thousand messages.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { consoleSections } from '../../shared/pages/console/console-frame.ts';
import { languages } from '../../shared/pages/text/languages.ts';
import { submission } from '../flow/app.ts';
import { confirm, enterConsole, seedConnections, seedMessages } from './administrator.ts';
import { inspect } from './inspect.ts';
import { connect, openTab, press, startJourneys } from './journey.ts';

const CONNECTIONS = 10_000;
const MESSAGES = 100_000;
const SEEDING_MILLISECONDS = 180_000;

const journeys = await startJourneys();
const { app } = journeys;
afterAll(() => journeys.close());
const { directory, storage } = app.stack;
const ann = app.senderOf('ann');
let page: Page;

const goTo = (path: string) => page.goto(`${app.publicUrl}/console/${path}`);

beforeAll(async () => {
  await connect(await openTab(await journeys.visit()), app, 'ann');
  for (const reference of ['SI-103041', 'SI-103042'])
    await app.call('POST', '/send', { body: { ...submission(ann, `Invoice ${reference}`), reference } });
  await app.call('POST', '/send', { body: submission(app.senderOf('ben'), 'Order SO-20451') });
  await Promise.all([seedConnections(app, 'ann', CONNECTIONS), seedMessages(app, MESSAGES)]);
  page = await openTab(await journeys.visit());
  await enterConsole(page, app);
}, SEEDING_MILLISECONDS);

describe('every page of the console', () => {
  it.each(consoleSections)(
    'has no barrier and no sideways scrolling, light and dark, wide and narrow: %s',
    async (section) => {
      expect((await goTo(section))?.status()).toBe(200);
      await page.evaluate(() =>
        document.querySelectorAll('main details').forEach((one) => one.setAttribute('open', '')),
      );
      for (const [colorScheme, width] of [
        ['light', 1280],
        ['dark', 320],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        expect([width, await inspect(page)]).toEqual([width, []]);
      }
    },
  );

  it.each(languages)('fits in %s', async (language) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 320, height: 900 });
    for (const section of consoleSections) {
      await goTo(`${section}?lang=${language}`);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      const [wide, titles] = await page.evaluate(() => [
        document.documentElement.scrollWidth - innerWidth,
        document.querySelectorAll('h1').length,
      ]);
      expect([section, wide, titles]).toEqual([section, 0, 1]);
    }
    await goTo('overview?lang=en');
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  /** Requests to storage; the first of a process also read keys. */
  it.each([
    ['overview', 30],
    ['messages', 100],
    [`messages?sender=${ann}`, 100],
    ['senders', 70],
    ['guests', 140],
    ['limits', 30],
    ['documents', 20],
    ['audit', 10],
  ] as const)('costs what it shows, whatever else is stored: %s', async (path, most) => {
    await goTo(path);
    const before = storage.table.requests.length;
    await goTo(path);
    expect(storage.table.requests.length - before).toBeLessThanOrEqual(most);
  });
});

describe('an administrator', () => {
  it('gets past the navigation with the keyboard, and sees where the focus is', async () => {
    await goTo('messages');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the content' });
    expect(
      await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().left >= 0),
    ).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  it('follows a message from the list to what became of it, and sees nothing of what it says', async () => {
    await goTo('messages');
    const row = page.getByRole('row').filter({ hasText: 'SI-103042' });
    expect(await row.innerText()).toContain('ann@fabrikam.com');
    await row.getByRole('link').first().click();
    await page.getByText('SI-103042').first().waitFor();
    const content = await page.content();
    expect(content).not.toMatch(/Invoice SI-103042|mia@contoso\.com/);
  });

  it('finds one sender among ten thousand, and page after page', async () => {
    await goTo('senders');
    expect(await page.getByRole('table').getByRole('row').count()).toBe(51);
    await page.getByRole('link', { name: 'Next page' }).click();
    expect(await page.getByRole('table').getByRole('row').count()).toBe(51);
    await page.getByLabel('Object id, user principal name or address').fill('ann@fabrikam.com');
    await press(page, 'Find the sender');
    await page.waitForURL(`${app.publicUrl}/console/senders/${ann}`);
    expect(page.url()).not.toContain('fabrikam');
  });

  it('disconnects without script, once the credentials were given again', async () => {
    const bare = await openTab(await journeys.visit({ javaScriptEnabled: false }));
    await enterConsole(bare, app, `senders/${ann}`);
    await press(bare, 'Disconnect');
    await bare.getByRole('heading', { level: 1, name: 'Confirm that it is you' }).waitFor();
    await confirm(bare, app);
    expect(bare.url()).toBe(`${app.publicUrl}/console/senders/${ann}`);
    await press(bare, 'Disconnect');
    await bare.getByRole('status').getByText('The connection was ended.').waitFor();
    const shown = await app.call('GET', `/senders/${ann}`);
    expect(shown.json['status']).toBe('disconnected');
    // Signed in again elsewhere, so the other browser is signed out.
    await goTo('overview');
    await page.getByRole('heading', { level: 1, name: 'Sign in to the console' }).waitFor();
  });

  it('is the only one who gets in', async () => {
    const other = await openTab(await journeys.visit());
    await other.goto(`${app.publicUrl}/console`);
    await press(other, 'Sign in with Microsoft');
    await press(other, directory.person('mia').userPrincipalName);
    await other.getByRole('heading', { level: 1, name: 'This account is not an administrator here' }).waitFor();
  });

  it('leaves no secret in an address, a page or a referrer', async () => {
    expect(await journeys.leaks()).toEqual([]);
  });
});
