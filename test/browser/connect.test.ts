import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  type Journeys,
} from './journey.ts';
import { readConnection, readRows } from './stored.ts';

let journeys: Journeys;
let app: Journeys['app'];

beforeAll(async () => {
  journeys = await startJourneys();
  ({ app } = journeys);
});
afterAll(() => journeys.close());

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

  it('promises what is asked for afterwards, in this order', async () => {
    const page = await openTab(await journeys.visit());
    await page.goto(`${app.publicUrl}/authorize`);
    const text = await page.locator('body').innerText();
    const order = [
      'Let Business Central at Contoso send email as you',
      'What goes out',
      'From which address',
      'Sent Items',
      'while you are signed out, until you disconnect',
      'cannot read, change or delete your mail',
      'Microsoft signs you in twice',
      'unverified',
      app.stack.registrations.connector.clientId,
      'Need admin approval',
      'How to stop',
      'Questions? Ask it-helpdesk@contoso.com',
      'Privacy',
    ];
    const positions = order.map((one) => text.indexOf(one));
    expect(positions).not.toContain(-1);
    expect(positions).toEqual(positions.toSorted((one, other) => one - other));
    expect(await inspect(page)).toEqual([]);
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
    expect(homeLeg?.searchParams.get('login_hint')).toBeTruthy();
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
    await app.call('DELETE', `/senders/${app.senderOf('ann')}`);
    const context = await journeys.visit();
    const erp = await openTab(context);
    await erp.goto(app.stack.graph.url.replace('localhost', '127.0.0.1') + '/mailbox');
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      erp.evaluate((url) => void window.open(url, 'connect', 'width=520,height=640'), `${app.publicUrl}/authorize`),
    ]);
    watchStatus(popup);
    await press(popup, 'Continue to Microsoft');
    await choose(popup, app, 'ann');
    await expectConnected(popup, app, 'ann');
    expect(await popup.evaluate(() => window.opener === null)).toBe(true);
    expect((await app.call('GET', `/senders/${app.senderOf('ann')}`)).json['status']).toBe('connected');
    await Promise.all([popup.waitForEvent('close'), press(popup, 'Close this window')]);
  });

  it('keeps two tabs of one browser apart, to the last button', async () => {
    const context = await journeys.visit();
    const [first, second] = [await openTab(context), await openTab(context)];
    await startConnecting(first, app);
    await startConnecting(second, app);
    await choose(first, app, 'mia');
    await choose(second, app, 'ben');
    await expectConnected(first, app, 'mia');
    await expectConnected(second, app, 'ben');
    await press(first, 'Send a test email to me');
    await first.getByRole('heading', { name: 'The test email was sent' }).waitFor();
    await first.getByText('mia@contoso.com').first().waitFor();
    await second.getByText('Disconnect', { exact: true }).click();
    await press(second, 'Disconnect this mailbox');
    await second.getByRole('heading', { name: 'Your mailbox is disconnected' }).waitFor();
    await second.getByText('ben@fabrikam.com').first().waitFor();
    expect(Object.keys(await readConnection(app, 'mia'))).toContain('grants/grant');
    expect((await app.call('GET', `/senders/${app.senderOf('mia')}`)).json['status']).toBe('connected');
  });

  it('leaves no secret in any address, page or log line', async () => {
    expect(await journeys.leaks()).toEqual([]);
  });
});
