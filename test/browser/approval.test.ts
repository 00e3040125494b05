import { afterAll, describe, expect, it } from 'vitest';
import { inspect } from './inspect.ts';
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
} from './journey.ts';

const journeys = await startJourneys();
const { app } = journeys;
afterAll(() => journeys.close());

const approvalLink = /https:\/\/localhost:\d+\/[\w-]+\/v2\.0\/adminconsent\?\S+/;

const reachApproval = (key: string) => reach(journeys, key, 'Need admin approval');

describe('an organisation that lets only administrators approve', () => {
  it('gets a text to pass on, one approval in another browser, and then its people connect unasked', async () => {
    const page = await reachApproval('noa');
    await press(page, 'Return to the application without granting consent');
    await expectRefusal(page, {
      status: 403,
      heading: 'Your IT department probably has to approve the app',
      who: 'The IT department of your own organisation',
      says: /probably has to approve this app first[^]*Please approve an app in Microsoft Entra/,
    });
    expect(await page.locator('.primary').allInnerTexts()).toEqual(['Email this text']);
    await expectNothingStored(app, 'noa');
    const text = await page.locator('pre').innerText();
    const [link = ''] = approvalLink.exec(text) ?? [];
    expect(new URL(link).searchParams.get('state')).toBe('admin');

    const [writes, redemptions] = [app.stack.storage.table.requests.length, app.stack.entra.requests.length];
    const administrator = await journeys.visit();
    const approval = await openTab(administrator);
    await approval.goto(link);
    await approval.getByLabel('Email address').fill('admin.northwind@northwindtraders.com');
    await press(approval, 'Next');
    await press(approval, 'Accept');
    await approval.getByRole('heading', { name: 'Thank you for approving the app' }).waitFor();
    await approval.getByText('Nobody is connected by this approval').waitFor();
    expect(await inspect(approval)).toEqual([]);
    expect(app.stack.storage.table.requests).toHaveLength(writes);
    expect(app.stack.entra.requests.slice(redemptions).some(({ path }) => path.includes('/token'))).toBe(false);
    expect((await administrator.cookies(app.publicUrl)).map(({ name }) => name)).not.toContain('__Host-guestmail');
    await expectNothingStored(app, 'noa');

    await page.getByRole('link', { name: 'Start again' }).click();
    await press(page, 'Continue to Microsoft');
    await choose(page, app, 'noa');
    await expectConnected(page, app, 'noa');
  });

  it.each(['AADSTS90094', 'AADSTS90095', 'AADSTS65001'])(
    'has the text on a page of its own when Microsoft sends the person back with %s',
    async (code) => {
      const page = await openTab(await journeys.visit());
      await startConnecting(page, app);
      await choose(page, app, 'ben');
      await page.getByText('Permissions requested').waitFor();
      const state = new URL(page.url()).searchParams.get('state') ?? '';
      const query = new URLSearchParams({ error: 'access_denied', error_description: `${code}: text`, state });
      await page.goto(`${app.publicUrl}/callback?${query}`);
      await expectRefusal(page, {
        status: 403,
        heading: 'Your IT department must approve the app',
        who: 'The IT department of your own organisation',
        says: approvalLink,
      });
      expect(await page.locator('pre').innerText()).toContain('/fab21ca3-0000-4000-8000-000000000002/v2.0/');
      await expectNothingStored(app, 'ben');
    },
  );
});

describe('a host tenant that has not approved the sign-in', () => {
  it('is named as the one who must act, with its own approval link', async () => {
    const { entra, registrations, directory } = app.stack;
    const { clientId } = registrations.connector;
    const tenantId = directory.hostTenant.id;
    entra.withdrawConsent({ tenantId, clientId });
    entra.changeTenant('contoso.com', { consent: 'admin' });
    const page = await reachApproval('ben');
    await press(page, 'Return to the application without granting consent');
    await expectRefusal(page, {
      status: 403,
      heading: 'The app probably has to be approved for signing in',
      who: 'An administrator of Contoso',
      says: /Please approve an app in the Microsoft Entra directory of Contoso/,
    });
    const [link] = approvalLink.exec(await page.locator('pre').innerText()) ?? [];
    expect(link).toContain(`/${tenantId}/v2.0/adminconsent`);
    expect(new URL(link ?? '').searchParams.get('scope')).toBe('openid profile');
    await expectNothingStored(app, 'ben');
    entra.changeTenant('contoso.com', { consent: 'user' });
    entra.grantConsent({ tenantId, clientId, scopes: ['openid', 'profile', 'offline_access'] });
    await connect(page, app, 'ben');
  });
});

describe('the page for administrators', () => {
  it.each([
    ['approved', 'admin_consent=True&tenant=a0274317-0000-4000-8000-000000000003', 'Thank you for approving the app'],
    ['refused', 'admin_consent=True&error=access_denied&error_description=AADSTS65004', 'The app was not approved'],
    ['refused without more', 'error=access_denied', 'The app was not approved'],
    ['forged', 'admin_consent=True&tenant=%3Cscript%3E&code=abc', 'Thank you for approving the app'],
  ])('is static when it was %s', async (_what, query, heading) => {
    const { storage, entra, keyVault, graph } = app.stack;
    const count = () => [storage.table, entra, keyVault, graph].map(({ requests }) => requests.length);
    const before = count();
    const context = await journeys.visit();
    const page = await openTab(context);
    await page.goto(`${app.publicUrl}/callback?${query}&state=admin`);
    await page.getByRole('heading', { name: heading }).waitFor();
    expect(await page.content()).not.toMatch(/a0274317|access_denied|AADSTS/);
    expect(await inspect(page)).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    expect(count()).toEqual(before);
  });
});

describe('every journey of an approval', () => {
  it('leaves no secret in any address, page or log line', async () => {
    expect(await journeys.leaks()).toEqual([]);
  });
});
