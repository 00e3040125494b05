import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  choose,
  connect,
  expectConnected,
  expectNothingStored,
  expectRefusal,
  openTab,
  press,
  reach,
  startConnecting,
  startJourneys,
  switchTo,
} from './journey.ts';

const journeys = await startJourneys({ extraGuests: 3, settings: { OUTBOUND_ADDRESSES: '203.0.113.10' } });
const { app } = journeys;
afterAll(() => journeys.close());
beforeEach(() => {
  app.stack.entra.faults.clear();
  app.stack.graph.faults.clear();
});

const ownIt = 'The IT department of your own organisation';

const tokenRequests = () => app.stack.entra.requests.filter(({ path }) => path.includes('/token')).length;

/** As far as Microsoft's question for the permission. */
const reachConsent = (key: string) => reach(journeys, key, 'Permissions requested');

describe('a sign-in that ends without a connection', () => {
  it('says what to do when the person declined', async () => {
    const page = await reachConsent('ann');
    await press(page, 'Cancel');
    await expectRefusal(page, {
      status: 403,
      heading: 'The permission was not given',
      who: 'You',
      says: /You declined the permission, so nothing is connected[^]*Start again/,
    });
    expect(await page.locator('.primary').allInnerTexts()).toEqual(['Start again']);
    expect(await page.locator('pre').count()).toBe(0);
    await expectNothingStored(app, 'ann');
  });

  it('names both accounts when the second is another, and lets the person choose again', async () => {
    const page = await reachConsent('ann');
    const graphRequests = app.stack.graph.requests.length;
    // What "Sign in with another account" does at Microsoft.
    const picker = new URL(page.url());
    picker.searchParams.delete('login_hint');
    picker.searchParams.set('prompt', 'select_account');
    await page.goto(picker.href);
    await choose(page, app, 'ben');
    await press(page, 'Accept');
    const refusal = {
      status: 403,
      heading: 'You used two different accounts',
      who: 'You',
      says: /You are ann@fabrikam\.com[^]*You signed in as ben@fabrikam\.com[^]*Nothing from this account was kept/,
      wayOut: 'Choose the account again',
    };
    await expectRefusal(page, refusal);
    await page.reload();
    await expectRefusal(page, refusal);

    // Another sign-in of the same browser ends in another way, and each tab keeps its own.
    const other = await openTab(page.context());
    await startConnecting(other, app);
    await choose(other, app, 'otto');
    const heading = 'Your guest account has no work mailbox';
    await other.getByRole('heading', { name: heading }).waitFor();
    await other.reload();
    await other.getByRole('heading', { name: heading }).waitFor();
    await switchTo(page, 'Deutsch');
    await page.getByRole('heading', { name: 'Sie haben zwei verschiedene Konten verwendet' }).waitFor();
    await page.getByText('ben@fabrikam.com').waitFor();
    await switchTo(page, 'English');
    await expectRefusal(page, refusal);
    const address = new URL(page.url());
    expect([`${address.origin}${address.pathname}`, [...address.searchParams.keys()]]).toEqual([
      `${app.publicUrl}/authorize/ended`,
      ['tab', 'lang'],
    ]);
    const stranger = await openTab(await journeys.visit());
    await stranger.goto(address.href);
    await stranger.getByText('is not available any more').waitFor();
    expect(new URL(stranger.url()).pathname).toBe('/api/authorize');
    await expectNothingStored(app, 'ann');
    await expectNothingStored(app, 'ben');
    expect(app.stack.graph.requests).toHaveLength(graphRequests);

    await press(page, 'Choose the account again');
    await page.getByRole('heading', { name: 'Pick an account' }).waitFor();
    const restarted = new URL(page.url()).searchParams;
    expect([restarted.get('prompt'), restarted.get('login_hint')]).toEqual(['select_account', null]);
    await choose(page, app, 'ann');
    await press(page, 'Accept');
    await expectConnected(page, app, 'ann');
    await expectNothingStored(app, 'ben');
  });

  it('tells of a policy that refuses our server although the sign-in worked', async () => {
    const { clientId } = app.stack.registrations.connector;
    const scopes = ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send'];
    app.stack.entra.grantConsent({ tenantId: 'northwindtraders.com', clientId, scopes });
    const page = await openTab(await journeys.visit());
    await startConnecting(page, app);
    await choose(page, app, 'cal');
    await expectRefusal(page, {
      status: 409,
      heading: 'A policy of your organisation blocks the app',
      who: ownIt,
      says: /exempts the app[^]*User sign-ins \(non-interactive\)/,
    });
    const text = await page.locator('pre').innerText();
    for (const needed of [clientId, '203.0.113.10', 'AADSTS53003']) expect(text).toContain(needed);
    await expectNothingStored(app, 'cal');
  });

  it.each([
    ['a personal account', 'pat', 'A personal account has no work mailbox'],
    ['an e-mail passcode', 'otto', 'Your guest account has no work mailbox'],
    ['Google', 'gil', 'Your guest account has no work mailbox'],
  ])('stops a guest with %s after the first sign-in', async (_what, key, heading) => {
    const page = await openTab(await journeys.visit());
    const redeemed = tokenRequests();
    await startConnecting(page, app);
    await choose(page, app, key);
    await expectRefusal(page, {
      status: 403,
      heading,
      who: 'An administrator of Contoso',
      says: /no Microsoft 365 mailbox[^]*resets your invitation[^]*Please reset my guest invitation/,
    });
    expect(tokenRequests()).toBe(redeemed + 1);
    await expectNothingStored(app, key);
  });

  it('stops a person whose account has no mailbox, with a request that can send nothing', async () => {
    const page = await reachConsent('lee');
    app.stack.graph.requests.length = 0;
    await press(page, 'Accept');
    await expectRefusal(page, {
      status: 422,
      heading: 'Your account has no mailbox',
      who: ownIt,
      says: 'Ask your IT department for a mailbox',
    });
    expect(app.stack.graph.requests.map(({ method, body }) => `${method} ${body}`)).toEqual([
      'GET ',
      'POST {"message":{}}',
    ]);
    await expectNothingStored(app, 'lee');
  });

  it('stops a person whose organisation is not on the list', async () => {
    await app.restartHost({ ALLOWED_HOME_TENANTS: 'a0274317-0000-4000-8000-000000000003' });
    const page = await openTab(await journeys.visit());
    const redeemed = tokenRequests();
    await startConnecting(page, app);
    await choose(page, app, 'ben');
    await expectRefusal(page, {
      status: 403,
      heading: 'Your organisation is not on the list',
      who: 'The operator of this page for Contoso',
      says: 'Ask the contact below to add it',
    });
    expect(tokenRequests()).toBe(redeemed + 1);
    await expectNothingStored(app, 'ben');
    await app.restartHost();
  });

  it.each([
    ['sign-in', 'guest001', () => app.stack.entra, '/token', 'Microsoft’s sign-in does not answer'],
    ['mail service', 'guest002', () => app.stack.graph, '/me', 'Microsoft’s mail service does not answer'],
  ])('says that Microsoft’s %s does not answer', async (_what, key, emulator, path, heading) => {
    const page = await reachConsent(key);
    emulator().faults.add({ path, times: 20, action: { kind: 'answer', status: 503, body: {} } });
    await press(page, 'Accept');
    await expectRefusal(page, { status: 503, heading, who: /^Nobody/, says: 'Try again in a few minutes' });
    await expectNothingStored(app, key);
  });
});

describe('a mailbox that Exchange neither confirms nor denies', () => {
  it('is connected, with the code in the log and a test email offered', async () => {
    app.stack.graph.faults.add({
      path: '/sendMail',
      action: { kind: 'answer', status: 403, body: { error: { code: 'ErrorAccessDenied', message: 'x' } } },
    });
    const page = await openTab(await journeys.visit());
    await connect(page, app, 'guest003');
    await page.getByText('Microsoft did not say clearly whether this account has a mailbox').waitFor();
    expect(app.host.lines.some((line) => line.includes('"upstreamCode":"ErrorAccessDenied"'))).toBe(true);
  });
});

describe('every refused journey', () => {
  it('leaves no secret in any address, page or log line', async () => {
    expect(await journeys.leaks()).toEqual([]);
  });
});
