import { afterAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { submission } from '../flow/app.ts';
import { inspect } from './inspect.ts';
import {
  choose,
  connect,
  expectConnected,
  openTab,
  press,
  startConnecting,
  startJourneys,
  watchStatus,
} from './journey.ts';
import { readConnection, readRows } from './stored.ts';

const journeys = await startJourneys({ extraGuests: 5 });
const { app } = journeys;
afterAll(() => journeys.close());

/** Accepts, and keeps the browser from following Microsoft's answer, whose address this returns. */
async function acceptUpToCallback(page: Page): Promise<string> {
  let stopped: string | undefined;
  await page.route('**/consent', async (route) => {
    stopped = (await route.fetch({ maxRedirects: 0 })).headers()['location'];
    await route.fulfill({ status: 204 });
  });
  await press(page, 'Accept');
  await expect.poll(() => stopped).toBeDefined();
  return stopped ?? '';
}

async function expectSendsAs(key: string): Promise<void> {
  const subject = `as ${key}`;
  const answer = await app.call('POST', '/send', { body: submission(app.senderOf(key), subject) });
  expect(answer.json).toMatchObject({ status: 'sent' });
  const [mail] = app.stack.graph.messages().filter((message) => message.subject === subject);
  expect(mail?.from.address).toBe(app.stack.directory.person(key).mail);
}

describe('the consent page', () => {
  it('may be fetched a hundred times by a mail scanner and leaves nothing', async () => {
    const { storage, entra, keyVault } = app.stack;
    const before = [storage.table, entra, keyVault].map(({ requests }) => requests.length);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        fetch(`${app.publicUrl}/authorize`, { method: index % 2 ? 'HEAD' : 'GET' }),
      ),
    );
    for (const answer of answers) {
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
      await answer.body?.cancel();
    }
    expect([storage.table, entra, keyVault].map(({ requests }) => requests.length)).toEqual(before);
    expect(await readRows(app, 'transactions')).toEqual([]);
  });

  it('lists beforehand every permission that Microsoft then asks for', async () => {
    const page = await openTab(await journeys.visit());
    await page.goto(`${app.publicUrl}/authorize`);
    expect(await inspect(page)).toEqual([]);
    await page.getByText('What Microsoft asks you').click();
    const promised = await page.locator('details li b').allInnerTexts();
    await press(page, 'Continue to Microsoft');
    await choose(page, app, 'ben');
    await page.getByText('Permissions requested').waitFor();
    expect((await page.locator('.permissions li').allInnerTexts()).toSorted()).toEqual(promised.toSorted());
  });
});

describe('connecting', () => {
  it('takes a guest to a page that names the mailbox, and the ERP sends as them', async () => {
    const page = await openTab(await journeys.visit());
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/oauth2/v2.0/authorize')) asked.push(request.url());
    });
    await connect(page, app, 'ann');
    expect(await inspect(page)).toEqual([]);
    const [hostLeg, homeLeg] = asked.map((url) => new URL(url));
    expect(hostLeg?.pathname).toContain(app.stack.directory.hostTenant.id);
    expect(Object.fromEntries(hostLeg?.searchParams ?? [])).toMatchObject({
      prompt: 'select_account',
      scope: expect.not.stringContaining('Mail.'),
    });
    expect(homeLeg?.searchParams.get('prompt')).toBeNull();
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(homeLeg?.searchParams.get(name)).not.toBe(hostLeg?.searchParams.get(name));
    const { json } = await app.call('GET', `/senders/${app.senderOf('ann')}`);
    expect(json).toMatchObject({ status: 'connected', mailbox: 'ann@fabrikam.com' });
    await expectSendsAs('ann');
  });

  it('takes a member of the host tenant the same way', async () => {
    const page = await openTab(await journeys.visit());
    await connect(page, app, 'mia');
    await expectSendsAs('mia');
  });

  it('works without script, test email and disconnect included', async () => {
    const page = await openTab(await journeys.visit({ javaScriptEnabled: false }));
    await startConnecting(page, app);
    await choose(page, app, 'ben');
    await press(page, 'Accept');
    await expectConnected(page, app, 'ben');
    await press(page, 'Send a test email to me');
    await page.getByRole('heading', { name: 'The test email was sent' }).waitFor();
    await page.getByRole('link', { name: 'See your connection' }).click();
    await page.getByText('Disconnect', { exact: true }).click();
    await press(page, 'Disconnect this mailbox');
    await page.getByRole('heading', { name: 'Your mailbox is disconnected' }).waitFor();
    expect((await app.call('GET', `/senders/${app.senderOf('ben')}`)).json['status']).toBe('disconnected');
  });

  it('works in a popup that lost its opener at Microsoft; the ERP asks the API how it ended', async () => {
    const context = await journeys.visit();
    const erp = await openTab(context);
    await erp.goto(app.stack.graph.url.replace('localhost', '127.0.0.1') + '/mailbox');
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      erp.evaluate((url) => void window.open(url, 'connect', 'width=520,height=640'), `${app.publicUrl}/authorize`),
    ]);
    watchStatus(popup);
    await press(popup, 'Continue to Microsoft');
    await choose(popup, app, 'guest001');
    await press(popup, 'Accept');
    await expectConnected(popup, app, 'guest001');
    expect(await popup.evaluate(() => window.opener === null)).toBe(true);
    expect((await app.call('GET', `/senders/${app.senderOf('guest001')}`)).json['status']).toBe('connected');
  });

  it('keeps two tabs of one browser apart, to the last button', async () => {
    const context = await journeys.visit();
    const [first, second] = [await openTab(context), await openTab(context)];
    await startConnecting(first, app);
    await startConnecting(second, app);
    await choose(first, app, 'guest002');
    await choose(second, app, 'guest003');
    await press(first, 'Accept');
    await expectConnected(first, app, 'guest002');
    await press(second, 'Accept');
    await expectConnected(second, app, 'guest003');
    await press(first, 'Send a test email to me');
    await first.getByRole('heading', { name: 'The test email was sent' }).waitFor();
    await first.getByText('guest002@fabrikam.com').first().waitFor();
    await second.getByText('Disconnect', { exact: true }).click();
    await press(second, 'Disconnect this mailbox');
    await second.getByRole('heading', { name: 'Your mailbox is disconnected' }).waitFor();
    await second.getByText('guest003@fabrikam.com').first().waitFor();
    expect(Object.keys(await readConnection(app, 'guest002'))).toContain('grants/grant');
    expect((await app.call('GET', `/senders/${app.senderOf('guest002')}`)).json['status']).toBe('connected');
  });

  it('shows each of two tabs its own person when both sign-ins end before either page is shown', async () => {
    const context = await journeys.visit();
    const tabs = [];
    for (const key of ['guest004', 'guest005']) {
      const page = await openTab(context);
      await startConnecting(page, app);
      await choose(page, app, key);
      tabs.push({ key, page, callback: await acceptUpToCallback(page) });
    }
    const answers = [];
    for (const { callback } of tabs) answers.push(await context.request.get(callback, { maxRedirects: 0 }));
    for (const [index, { page, key }] of tabs.entries()) {
      await page.goto(answers[index]?.headers()['location'] ?? '');
      await expectConnected(page, app, key);
      await page.reload();
      await expectConnected(page, app, key);
    }
  });

  it('finds the account at home among several that are signed in at Microsoft, and asks for none', async () => {
    const page = await openTab(await journeys.visit());
    for (const key of ['guest002', 'guest003']) {
      await startConnecting(page, app);
      await choose(page, app, key);
      await expectConnected(page, app, key);
    }
  });

  it('leaves no secret in any address, page or log line', async () => {
    expect(await journeys.leaks()).toEqual([]);
  });
});
