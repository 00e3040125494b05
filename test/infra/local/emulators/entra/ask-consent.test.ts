import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { authorizeUrl, CALLBACK, FABRIKAM, HOST, NORTHWIND, redeem, signIn, startStage, type Stage } from './stage.ts';
import { createVisitor, type Page, type Visitor } from './visitor.ts';

let stage: Stage;
let visitor: Visitor;

beforeEach(async () => {
  stage = await startStage();
  visitor = createVisitor();
});
afterEach(() => stage.entra.close());

const query = (page: Page) => new URL(page.location ?? 'missing:').searchParams;

async function meet(tenant: string, address: string, changes: Record<string, string> = {}): Promise<Page> {
  await visitor.open(authorizeUrl(stage, tenant, { prompt: 'select_account', ...changes }));
  return visitor.press(address);
}

function approvalUrl(tenant: string, changes: Record<string, string> = {}): string {
  const url = new URL(`${stage.entra.url}/${tenant}/v2.0/adminconsent`);
  const parameters = {
    client_id: stage.registrations.connector.clientId,
    scope: 'openid profile offline_access User.Read https://graph.microsoft.com/Mail.Send',
    redirect_uri: CALLBACK,
    state: 'admin',
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

describe('askConsent', () => {
  it('asks a person once, naming what is asked and by whom', async () => {
    const page = await meet(FABRIKAM, 'ann@fabrikam.com');
    expect(page.title).toBe('Permissions requested');
    for (const text of ['ann@fabrikam.com', 'Guestmail', 'unverified', 'Send mail as you', 'Maintain access'])
      expect(page.text).toContain(text);
    expect(page.buttons).toEqual(['Cancel', 'Accept']);
    expect(query(await visitor.press('Accept')).get('code')).toBeTruthy();
    expect(query(await meet(FABRIKAM, 'ann@fabrikam.com')).get('code')).toBeTruthy();
    expect((await meet(FABRIKAM, 'ben@fabrikam.com')).title).toBe('Permissions requested');
  });

  it('asks only for what is missing', async () => {
    await signIn(stage, FABRIKAM, 'ann', { scope: 'openid profile offline_access User.Read' }, visitor);
    const page = await meet(FABRIKAM, 'ann@fabrikam.com');
    expect(page.text).toContain('Send mail as you');
    expect(page.text).not.toContain('View your basic profile');
  });

  it('asks nobody of the host tenant to consent to signing in', async () => {
    expect(query(await meet(HOST, 'noa@northwindtraders.com', { scope: 'openid profile' })).get('code')).toBeTruthy();
  });

  it('asks again for prompt=consent', async () => {
    await signIn(stage, FABRIKAM, 'ann', {}, visitor);
    expect((await visitor.open(authorizeUrl(stage, FABRIKAM, { prompt: 'consent' }))).title).toBe(
      'Permissions requested',
    );
    expect(query(await visitor.press('Accept')).get('code')).toBeTruthy();
  });

  it('sends a person to the administrator where the tenant says so', async () => {
    const page = await meet(NORTHWIND, 'noa@northwindtraders.com');
    expect(page.title).toBe('Need admin approval');
    expect(page.text).toContain('AADSTS90094');
    expect(page.buttons).toEqual([
      'Have an admin account? Sign in with that account',
      'Return to the application without granting consent',
    ]);
  });

  it('leaves reading mail to administrators even where people may consent', async () => {
    const scope = 'openid profile offline_access User.Read Mail.ReadWrite';
    expect((await meet(FABRIKAM, 'ann@fabrikam.com', { scope })).title).toBe('Need admin approval');
    expect((await meet(FABRIKAM, 'admin.fabrikam@fabrikam.com', { scope })).title).toBe('Permissions requested');
  });

  it('lets an administrator consent for themselves or for everybody', async () => {
    const page = await meet(FABRIKAM, 'admin.fabrikam@fabrikam.com');
    expect(page.text).toContain('Consent on behalf of your organization');
    await visitor.press('Accept');
    expect((await meet(FABRIKAM, 'ben@fabrikam.com')).title).toBe('Permissions requested');
    await meet(FABRIKAM, 'admin.fabrikam@fabrikam.com', { prompt: 'consent' });
    await visitor.open(authorizeUrl(stage, FABRIKAM, { prompt: 'consent', login_hint: 'admin.fabrikam@fabrikam.com' }));
    await visitor.press('Accept', { organization: 'on' });
    expect(query(await meet(FABRIKAM, 'ben@fabrikam.com')).get('code')).toBeTruthy();
  });

  it('asks again after consent was withdrawn', async () => {
    await signIn(stage, FABRIKAM, 'ann', {}, visitor);
    stage.entra.withdrawConsent({ person: 'ann', tenantId: FABRIKAM });
    expect((await meet(FABRIKAM, 'ann@fabrikam.com')).title).toBe('Permissions requested');
  });
});

describe('answerConsent', () => {
  it('returns access_denied with AADSTS65004 for Cancel, and grants nothing', async () => {
    await meet(FABRIKAM, 'ann@fabrikam.com');
    const answer = query(await visitor.press('Cancel'));
    expect(answer.get('error')).toBe('access_denied');
    expect(answer.get('error_description')).toMatch(/^AADSTS65004: /);
    expect(answer.get('state')).toBe('some state');
    expect((await meet(FABRIKAM, 'ann@fabrikam.com')).title).toBe('Permissions requested');
  });

  it('grants nothing for a form that a person forges where consent is refused', async () => {
    const page = await meet(NORTHWIND, 'noa@northwindtraders.com');
    const ctx = /name="ctx" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const answer = await fetch(`${stage.entra.url}/${NORTHWIND}/consent`, {
      method: 'POST',
      headers: { Cookie: visitor.cookie() },
      body: new URLSearchParams({ ctx, decision: 'accept', organization: 'on' }),
      redirect: 'manual',
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Need admin approval');
    expect(stage.entra.consents.records().filter((one) => one.tenantId === NORTHWIND)).toEqual([]);
  });

  it('does not let a person consent for everybody', async () => {
    await meet(FABRIKAM, 'ann@fabrikam.com');
    await visitor.press('Accept', { organization: 'on' });
    expect((await meet(FABRIKAM, 'ben@fabrikam.com')).title).toBe('Permissions requested');
  });

  it('needs the session of the person who was asked', async () => {
    await meet(FABRIKAM, 'ann@fabrikam.com');
    stage.entra.sessions.end();
    expect((await visitor.press('Accept')).text).toContain('AADSTS165000');
  });
});

describe('answerApproval', () => {
  it('returns a bare access_denied to the application', async () => {
    await meet(NORTHWIND, 'noa@northwindtraders.com');
    const answer = query(await visitor.press('Return to the application without granting consent'));
    expect(Object.fromEntries(answer)).toEqual({
      error: 'access_denied',
      error_subcode: 'cancel',
      state: 'some state',
    });
  });

  it('lets an administrator sign in from the page and approve', async () => {
    await meet(NORTHWIND, 'noa@northwindtraders.com');
    await visitor.press('Have an admin account? Sign in with that account');
    const page = await visitor.press('admin.northwind@northwindtraders.com');
    expect(page.title).toBe('Permissions requested');
    expect(query(await visitor.press('Accept', { organization: 'on' })).get('code')).toBeTruthy();
    expect(query(await meet(NORTHWIND, 'noa@northwindtraders.com')).get('code')).toBeTruthy();
  });

  it('takes a request for approval where the tenant has that', async () => {
    stage.entra.changeTenant('northwindtraders.com', { consent: 'request' });
    const page = await meet(NORTHWIND, 'noa@northwindtraders.com');
    expect(page.title).toBe('Approval required');
    expect(page.text).toContain('AADSTS90095');
    expect((await visitor.press('Request approval', { reason: 'invoices' })).title).toBe('Request sent');
    expect(query(await visitor.press('Back to app')).get('error')).toBe('access_denied');
  });
});

describe('askAdministrator', () => {
  it('grants for everybody of the tenant and says so to the redirect URI', async () => {
    await visitor.open(approvalUrl(NORTHWIND));
    const page = await visitor.press('admin.northwind@northwindtraders.com');
    expect(page.text).toContain('For everybody at Northwind');
    const answer = query(await visitor.press('Accept'));
    expect(Object.fromEntries(answer)).toEqual({
      admin_consent: 'True',
      tenant: NORTHWIND,
      scope: 'openid profile offline_access User.Read https://graph.microsoft.com/Mail.Send',
      state: 'admin',
    });
    const { body } = await redeem(
      stage,
      NORTHWIND,
      query(await meet(NORTHWIND, 'noa@northwindtraders.com')).get('code'),
    );
    expect(body.refresh_token).toBeTruthy();
  });

  it("takes organizations for the administrator's own tenant, and .default for the static list", async () => {
    await visitor.open(approvalUrl('organizations', { scope: 'https://graph.microsoft.com/.default' }));
    await visitor.press('admin.northwind@northwindtraders.com');
    expect(query(await visitor.press('Accept')).get('tenant')).toBe(NORTHWIND);
    expect(query(await meet(NORTHWIND, 'noa@northwindtraders.com')).get('code')).toBeTruthy();
    expect((await meet(FABRIKAM, 'ann@fabrikam.com')).title).toBe('Permissions requested');
  });

  it('answers Cancel with admin_consent, consent_required and AADSTS65004', async () => {
    await visitor.open(approvalUrl(NORTHWIND));
    await visitor.press('admin.northwind@northwindtraders.com');
    const answer = query(await visitor.press('Cancel'));
    expect(answer.get('admin_consent')).toBe('True');
    expect(answer.get('error')).toBe('consent_required');
    expect(answer.get('error_description')).toMatch(/^AADSTS65004: /);
    expect(answer.get('state')).toBe('admin');
  });

  it('refuses everybody else: people, guests, administrators of other tenants', async () => {
    await visitor.open(approvalUrl(NORTHWIND));
    expect((await visitor.press('noa@northwindtraders.com')).title).toBe('Need admin approval');
    const other = createVisitor();
    await other.open(approvalUrl(NORTHWIND));
    expect((await other.press('admin.fabrikam@fabrikam.com')).text).toContain('AADSTS50020');
    stage.entra.changePerson('ann', { isAdministrator: true });
    await other.open(approvalUrl(HOST));
    expect((await other.press('ann@fabrikam.com')).title).toBe('Need admin approval');
  });

  it('asks which account, even with one session', async () => {
    await signIn(stage, FABRIKAM, 'ann', {}, visitor);
    expect((await visitor.open(approvalUrl(FABRIKAM))).title).toBe('Pick an account');
  });

  it('refuses common, a foreign redirect URI and missing scopes on a page', async () => {
    expect((await visitor.open(approvalUrl('common'))).text).toContain('AADSTS90023');
    expect((await visitor.open(approvalUrl(HOST, { redirect_uri: 'https://evil.example/' }))).text).toContain(
      'AADSTS50011',
    );
    const page = await visitor.open(approvalUrl(HOST, { scope: '' }));
    expect(page.status).toBe(400);
    expect(page.text).toContain('AADSTS900144');
  });
});
