import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { strict, submission } from '../flow/app.ts';
import { inspect } from './inspect.ts';
import {
  choose,
  connect,
  expectConnected,
  expectOwnPage,
  expectRefusal,
  openTab,
  press,
  startConnecting,
  startJourneys,
} from './journey.ts';
import { readConnection, readRows } from './stored.ts';

const journeys = await startJourneys({ extraGuests: 6, delivers: true });
const { app } = journeys;
afterAll(() => journeys.close());
beforeEach(() => app.stack.graph.faults.clear());

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

/** The host leg alone, from the person's own page. */
async function signInAtHost(page: Page, key: string): Promise<void> {
  await page.goto(`${app.publicUrl}/me`);
  await press(page, 'Sign in with Microsoft');
  await choose(page, app, key);
}

/** A person who has agreed before is not asked again. */
async function connectAgain(page: Page, key: string): Promise<void> {
  await startConnecting(page, app);
  await choose(page, app, key);
  await expectConnected(page, app, key);
}

async function disconnect(page: Page): Promise<void> {
  await page.getByText('Disconnect', { exact: true }).click();
  expect(await inspect(page)).toEqual([]);
  await press(page, 'Disconnect this mailbox');
  await heading(page, 'Your mailbox is disconnected');
}

describe('the own page', () => {
  it('asks for the sign-in at the host tenant alone, and which account', async () => {
    const page = await openTab(await journeys.visit());
    await connect(page, app, 'ann');
    const elsewhere = await openTab(await journeys.visit());
    const asked: string[] = [];
    elsewhere.on('request', (request) => {
      if (request.url().includes('/oauth2/v2.0/authorize')) asked.push(request.url());
    });
    await elsewhere.goto(`${app.publicUrl}/me`);
    await heading(elsewhere, 'See or end your connection');
    expect(await elsewhere.getByText('ann@fabrikam.com').count()).toBe(0);
    expect(await inspect(elsewhere)).toEqual([]);
    await signInAtHost(elsewhere, 'ann');
    await heading(elsewhere, 'Your connection');
    await elsewhere.getByText('ann@fabrikam.com').first().waitFor();
    expect(await inspect(elsewhere)).toEqual([]);
    expect(asked.map((url) => new URL(url).searchParams.get('prompt'))).toEqual(['select_account']);
    expect(new URL(asked[0] ?? '').pathname).toContain(app.stack.directory.hostTenant.id);
    expectOwnPage(elsewhere, app);
    await elsewhere.getByRole('link', { name: 'Check my connection' }).click();
    await heading(elsewhere, 'Check of your connection');
    expect(await elsewhere.getByText('In order').count()).toBe(8);
    expect(await inspect(elsewhere)).toEqual([]);
    await elsewhere.getByRole('link', { name: 'See your connection' }).click();
    await heading(elsewhere, 'Your connection');
  });

  it('says so when nothing is connected', async () => {
    const page = await openTab(await journeys.visit());
    await signInAtHost(page, 'mia');
    await heading(page, 'No mailbox is connected');
    expect(await inspect(page)).toEqual([]);
    await press(page, 'Sign in with another account');
    await choose(page, app, 'ann');
    await heading(page, 'Your connection');
  });

  it('sends a test email to the person and nobody else', async () => {
    const page = await openTab(await journeys.visit());
    await signInAtHost(page, 'ann');
    app.stack.graph.clear();
    await press(page, 'Send a test email to me');
    await heading(page, 'The test email was sent');
    expect(await inspect(page)).toEqual([]);
    const [mail, ...others] = app.stack.graph.messages();
    expect(others).toEqual([]);
    expect([mail?.from.address, mail?.toRecipients.map(({ address }) => address)]).toEqual([
      'ann@fabrikam.com',
      ['ann@fabrikam.com'],
    ]);
  });

  it.each([
    [403, 'ErrorQuotaExceeded', 'The test email was not sent', 'Your mailbox is full'],
    [500, 'InternalServerError', 'The test email may have been sent', 'Check Sent Items'],
  ])('says what became of a test email that Graph answers with %d %s', async (status, code, title, says) => {
    const page = await openTab(await journeys.visit());
    await signInAtHost(page, 'ann');
    app.stack.graph.faults.add({
      path: '/sendMail',
      action: { kind: 'answer', status, body: { error: { code, message: 'x' } } },
    });
    await press(page, 'Send a test email to me');
    await heading(page, title);
    await page.getByText(says).first().waitFor();
    expect(await inspect(page)).toEqual([]);
  });

  it('suspends the connection of a former account, and replaces it when its successor confirms that', async () => {
    await connect(await openTab(await journeys.visit()), app, 'guest001');
    const page = await openTab(await journeys.visit());
    const { entra } = app.stack;
    // The host administrator reset the redemption, and the guest accepted it with another account.
    const newHome = {
      tenantId: 'fab21ca3-0000-4000-8000-000000000002',
      objectId: '00000a0e-0000-4000-8000-0000000000ff',
    };
    entra.changePerson('guest001', { home: newHome });
    await signInAtHost(page, 'guest001');
    await heading(page, 'A former account’s connection');
    expect(await inspect(page)).toEqual([]);
    const body = submission(app.senderOf('guest001'), 'not sent');
    expect((await app.call('POST', '/send', { body, headers: strict })).json['code']).toBe('identity_changed');

    await page.getByRole('link', { name: 'connect your own mailbox' }).click();
    await press(page, 'Continue to Microsoft');
    await choose(page, app, 'guest001');
    await expectRefusal(page, {
      status: 409,
      heading: 'A former account is still connected',
      who: 'You',
      says: 'the tokens of the former account are then deleted',
      wayOut: 'Replace it with my mailbox',
    });
    await press(page, 'Replace it with my mailbox');
    await press(page, 'Accept');
    await heading(page, 'Your mailbox is connected');
    const after = await readConnection(app, 'guest001');
    expect(after['grants/grant']).toMatchObject({ homeObjectId: newHome.objectId });
    expect(Object.keys(after).filter((name) => name.startsWith('keys/'))).toHaveLength(1);
    expect((await app.call('POST', '/send', { body })).json['status']).toBe('sent');
  });

  it('connects the same mailbox again with a new key, and deletes the old one', async () => {
    const page = await openTab(await journeys.visit());
    await connect(page, app, 'guest002');
    const before = await readConnection(app, 'guest002');
    await startConnecting(page, app);
    await choose(page, app, 'guest002');
    await heading(page, 'Your mailbox is connected');
    const after = await readConnection(app, 'guest002');
    const keysOf = (rows: object) => Object.keys(rows).filter((name) => name.startsWith('keys/'));
    expect(keysOf(after)).toHaveLength(1);
    expect(keysOf(after)).not.toEqual(keysOf(before));
    const body = submission(app.senderOf('guest002'), 'connected again');
    expect((await app.call('POST', '/send', { body })).json['status']).toBe('sent');
  });

  it('disconnects after the home account is gone: key and tokens deleted, and it claims no more', async () => {
    const page = await openTab(await journeys.visit());
    await connect(page, app, 'guest003');
    app.stack.entra.changePerson('guest003', { isDisabled: true, hasMailbox: false });
    app.stack.entra.revokeRefreshTokens('guest003');
    // The person is still signed in at Microsoft, but no longer here.
    await page.context().clearCookies({ name: '__Host-guestmail-session' });
    const redeemed = app.stack.entra.requests.length;
    await signInAtHost(page, 'guest003');
    await heading(page, 'Your connection');
    const redemptions = app.stack.entra.requests.slice(redeemed).filter(({ path }) => path.includes('/token'));
    expect(redemptions.map(({ path }) => path.split('/')[1])).toEqual([app.stack.directory.hostTenant.id]);
    await disconnect(page);
    expect(await inspect(page)).toEqual([]);
    const text = await page.locator('main').innerText();
    expect(text).not.toMatch(/\brevoked\b/i);
    expect(await page.getByRole('link', { name: /My.Apps/ }).getAttribute('href')).toContain(
      'tenantid=fab21ca3-0000-4000-8000-000000000002',
    );
    const left = Object.keys(await readConnection(app, 'guest003'));
    expect(left.filter((name) => /^(keys|names)\/|^grants\/tokens/.test(name))).toEqual([]);
    const refused = await app.call('POST', '/send', {
      body: submission(app.senderOf('guest003'), 'gone'),
      headers: strict,
    });
    expect([refused.status, refused.json['code']]).toEqual([409, 'consent_required']);
    expect((await app.call('POST', '/senders/find', { body: { sender: 'guest003@fabrikam.com' } })).status).toBe(404);
  });

  it('does nothing for a form whose session belongs to another browser', async () => {
    const page = await openTab(await journeys.visit());
    await connect(page, app, 'guest004');
    const handle = await page.locator('input[name=handle]').first().inputValue();
    const before = await readConnection(app, 'guest004');
    const other = await openTab(await journeys.visit());
    await connect(other, app, 'guest005');
    await other
      .locator('form[action$="/me/disconnect"] input[name=handle]')
      .evaluate((input: HTMLInputElement, value) => {
        input.value = value;
      }, handle);
    await other.getByText('Disconnect', { exact: true }).click();
    await press(other, 'Disconnect this mailbox');
    await expectRefusal(other, {
      status: 403,
      heading: 'This sign-in belongs to another browser',
      who: 'You',
      says: 'Sign in again on your own page',
      wayOut: 'See your connection',
    });
    expect(await readConnection(app, 'guest004')).toEqual(before);
  });

  it('shows what waits without script: held until they connect, and then refused or on its way', async () => {
    const sender = app.senderOf('guest006');
    const send = async (subject: string, changes: Record<string, unknown> = {}) => {
      const { json } = await app.call('POST', '/send', { body: submission(sender, subject, changes) });
      return { status: json['status'], path: `/messages/${String(json['id'])}` };
    };
    const stateOf = async (path: string) => (await app.call('GET', path)).json['status'];
    const held = await send('held until connected');
    const context = await journeys.visit({ javaScriptEnabled: false });
    const page = await openTab(context);
    await signInAtHost(page, 'guest006');
    await page.getByRole('heading', { level: 3, name: 'held until connected' }).waitFor();
    await connect(page, app, 'guest006');
    await page.getByText('Emails that had waited for you to connect: 1').waitFor();
    await expect.poll(() => stateOf(held.path)).toBe('sent');
    const mails = app.stack.graph.messages().filter(({ subject }) => subject === 'held until connected');
    expect(mails.map(({ from }) => from.address)).toEqual(['guest006@fabrikam.com']);

    const notBefore = new Date(Date.now() + 86_400_000).toISOString();
    const waiting = [await send('refused', { notBefore }), await send('kept', { notBefore })];
    expect([held.status, ...waiting.map(({ status }) => status)]).toEqual(['held', 'queued', 'queued']);
    await page.goto(`${app.publicUrl}/me`);
    await page.getByText('mia@contoso.com').first().waitFor();
    const handle = await page.locator('input[name=handle]').first().inputValue();
    const stranger = await openTab(context);
    const refusal = `${app.publicUrl}/me${waiting[1]?.path.replace('messages', 'waiting')}/refuse`;
    await stranger.setContent(
      `<form method="post" action="${refusal}"><input name="handle" value="${handle}"><button>Win</button></form>`,
    );
    const [answer] = await Promise.all([stranger.waitForResponse(refusal), press(stranger, 'Win')]);
    expect(answer.status()).toBe(403);
    await page.getByRole('button', { name: 'Refuse this email' }).first().click();
    await page.getByText('The email is refused and will not be sent.').waitFor();
    expect([await page.getByRole('heading', { level: 3 }).allInnerTexts()]).toEqual([['kept']]);
    expect(await Promise.all(waiting.map(({ path }) => stateOf(path)))).toEqual(['cancelled', 'queued']);
  });

  it.each([true, false])(
    'signs out, and leaves nothing for the next one at this browser (script: %s)',
    async (javaScriptEnabled) => {
      const context = await journeys.visit({ javaScriptEnabled });
      const page = await openTab(context);
      await connectAgain(page, 'guest005');
      const ownPage = page.url();
      await page.getByText('You are signed in here as').waitFor();
      await press(page, 'Sign out');
      await heading(page, 'See or end your connection');
      const left = (await context.cookies(app.publicUrl)).filter(({ name }) => name.startsWith('__Host-guestmail'));
      expect(left).toEqual([]);
      const sessions = (await readRows(app, 'transactions')).filter(({ PartitionKey }) => PartitionKey === 'session');
      expect(sessions.map(({ RowKey }) => RowKey).join()).not.toContain(app.senderOf('guest005'));
      // The button Back, and the address that is still in the history.
      await page.goto(ownPage);
      await heading(page, 'See or end your connection');
      expect((await app.call('GET', `/senders/${app.senderOf('guest005')}`)).json['status']).toBe('connected');
    },
  );

  it('ends what a browser shows of one person when another one signs in there', async () => {
    const context = await journeys.visit();
    const [page, other] = [await openTab(context), await openTab(context)];
    await connectAgain(page, 'guest004');
    const ownPage = page.url();
    await connectAgain(other, 'guest005');
    await press(page, 'Send a test email to me');
    await heading(page, 'This sign-in is no longer valid');
    await page.goto(ownPage);
    await heading(page, 'See or end your connection');
    expect(await page.locator('main').innerText()).not.toContain('guest004');
  });

  it('ends the session with the connection, whoever ends it', async () => {
    const page = await openTab(await journeys.visit());
    await connectAgain(page, 'guest004');
    await app.call('DELETE', `/senders/${app.senderOf('guest004')}`);
    await page.reload();
    await heading(page, 'See or end your connection');
  });

  it('leaves no secret in any address, page or log line', async () => {
    expect(await journeys.leaks()).toEqual([]);
  });
});
