/**
 * A host administrator hands a guest of one organisation over to a person of another one: nothing leaves the former mailbox.
 */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  connect,
  createHttpBrowser,
  hasForm,
  signIn,
  titleOf,
  type HttpBrowser,
} from '../../infra/local/browser/http-browser.ts';
import { readConnection, spoilRow } from '../browser/stored.ts';
import { startApp, strict, submission } from './app.ts';

const app = await startApp();
const { entra, graph, directory } = app.stack;
const guest = directory.person('ann').host ?? { objectId: '', userPrincipalName: '' };
const sender = guest.objectId;
const NORTHWIND = 'a0274317-0000-4000-8000-000000000003';
const former = /ann@fabrikam\.com|fab21ca3/;
afterAll(() => app.close());

/** The redemption of the guest is reset, and this person accepts it. */
function handOver(key: 'ann' | 'noa'): void {
  for (const one of ['ann', 'noa']) entra.changePerson(one, { host: one === key ? guest : null });
}

async function openOwnPage(browser: HttpBrowser, key: string) {
  const page = await browser.submit(await browser.open(`${app.publicUrl}/me`), '/authorize');
  return signIn(browser, page, directory.person(key).userPrincipalName);
}

const send = (name = sender) => app.call('POST', '/send', { body: submission(name, 'Invoice'), headers: strict });
const fromOf = () => graph.messages().map(({ from }) => from.address);

async function expectSuspended(): Promise<void> {
  graph.clear();
  for (const name of [sender, guest.userPrincipalName, 'ann@fabrikam.com']) {
    const { status, json } = await send(name);
    expect([status, json['code'], json['who'], json['consentUrl']]).toEqual([
      409,
      'identity_changed',
      'person',
      `${app.publicUrl}/authorize`,
    ]);
  }
  expect((await app.call('POST', `/senders/${sender}/test`)).json['code']).toBe('identity_changed');
  expect(fromOf()).toEqual([]);
  const { json } = await app.call('GET', `/senders/${sender}`);
  expect(json['status']).toBe('reconsent_required');
  expect(json['problem']).toMatchObject({ code: 'identity_changed', who: 'person', detail: expect.any(String) });
  const list = await app.call('GET', '/senders');
  expect(list.json['value']).toMatchObject([{ id: sender, problem: { code: 'identity_changed' } }]);
}

entra.changeTenant('northwindtraders.com', { consent: 'user' });
beforeEach(async () => {
  handOver('ann');
  await app.connect('ann');
  expect((await send()).status).toBe(200);
  handOver('noa');
});
afterEach(async () => void (await app.call('DELETE', `/senders/${sender}`)));

describe('a guest who was handed over to another person', () => {
  it('is suspended by the own page, which shows nothing of the former mailbox and removes it', async () => {
    const browser = createHttpBrowser();
    const page = await openOwnPage(browser, 'noa');
    expect(titleOf(page)).toBe('A former account’s connection');
    expect(page.body).not.toMatch(former);
    await expectSuspended();
    const removed = await browser.submit(page, '/me/disconnect');
    expect(titleOf(removed)).toBe('The former connection is removed');
    expect(removed.body).not.toMatch(former);
    expect((await send()).json['code']).toBe('consent_required');
    expect(titleOf(await connect(browser, app.publicUrl, 'noa@northwindtraders.com'))).toBe(
      'Your mailbox is connected',
    );
    expect((await send()).status).toBe(200);
    expect(fromOf()).toEqual(['noa@northwindtraders.com']);
  });

  it('is suspended by connecting, and replaced once the person confirms it', async () => {
    const browser = createHttpBrowser();
    const question = await connect(browser, app.publicUrl, 'noa@northwindtraders.com');
    expect([question.status, titleOf(question)]).toEqual([409, 'A former account is still connected']);
    expect(question.body).not.toMatch(former);
    await expectSuspended();

    const start = await browser.submit(question, '/authorize');
    const end = await signIn(browser, start, 'noa@northwindtraders.com');
    expect(titleOf(end)).toBe('Your mailbox is connected');
    expect(end.body).toContain('noa@northwindtraders.com');
    expect(end.body).not.toMatch(former);
    expect((await send()).status).toBe(200);
    expect(fromOf()).toEqual(['noa@northwindtraders.com']);
    expect((await send('ann@fabrikam.com')).json['code']).toBe('consent_required');
    // The confirmation counts once.
    expect((await browser.submit(question, '/authorize')).status).toBe(400);
  });

  it('sends nothing when somebody who may write the table sets its row back', async () => {
    await openOwnPage(createHttpBrowser(), 'noa');
    const row = (await readConnection(app, 'ann'))['grants/grant'];
    if (!row) throw new Error('There is no grant.');
    await spoilRow(app, 'grants', row, { status: 'connected', problemCode: 'mailbox_not_found' });
    graph.clear();
    for (const name of [sender, 'ann@fabrikam.com']) expect((await send(name)).json['code']).toBe('consent_required');
    expect(fromOf()).toEqual([]);
    expect((await app.call('GET', `/senders/${sender}`)).json).toMatchObject({
      status: 'reconsent_required',
      problem: { code: 'consent_required' },
    });
  });

  it('goes back to the former person, who connects again', async () => {
    await openOwnPage(createHttpBrowser(), 'noa');
    handOver('ann');
    await expectSuspended();
    const browser = createHttpBrowser();
    expect(titleOf(await openOwnPage(browser, 'ann'))).toBe('Connect your mailbox again');
    expect(titleOf(await connect(browser, app.publicUrl, 'ann@fabrikam.com'))).toBe('Your mailbox is connected');
    expect((await send('ann@fabrikam.com')).status).toBe(200);
    expect(fromOf()).toEqual(['ann@fabrikam.com']);
  });

  it('is not replaced by a confirmation from before the former person signed in again', async () => {
    const browser = createHttpBrowser();
    const question = await connect(browser, app.publicUrl, 'noa@northwindtraders.com');
    expect(titleOf(question)).toBe('A former account is still connected');
    handOver('ann');
    await openOwnPage(createHttpBrowser(), 'ann');

    const start = await browser.submit(question, '/authorize');
    const end = await signIn(browser, start, 'noa@northwindtraders.com');
    expect([end.status, titleOf(end)]).toEqual([400, 'This sign-in is no longer valid']);
    graph.clear();
    expect((await send(guest.userPrincipalName)).status).toBe(409);
    expect(fromOf()).toEqual([]);
  });

  it('connects nothing by a journey from before another account signed in, also where nothing was connected', async () => {
    await app.call('DELETE', `/senders/${sender}`);
    const browser = createHttpBrowser();
    const noa = directory.person('noa');
    entra.consents.withdraw({ tenantId: NORTHWIND });
    let page = await browser.submit(await browser.open(`${app.publicUrl}/authorize`), '/authorize');
    const isAtHome = () => hasForm(page, '/consent') && page.url.includes(NORTHWIND);
    for (let step = 0; step < 6 && !isAtHome(); step++)
      page = hasForm(page, '/login')
        ? await browser.submit(page, '/login', { account: noa.userPrincipalName })
        : await browser.submit(page, '/consent', { decision: 'accept' });
    expect(isAtHome()).toBe(true);
    handOver('ann');
    await openOwnPage(createHttpBrowser(), 'ann');
    const end = await browser.submit(page, '/consent', { decision: 'accept' });
    expect([end.status, titleOf(end)]).toEqual([400, 'This sign-in is no longer valid']);
    graph.clear();
    expect((await send(guest.userPrincipalName)).json['code']).toBe('consent_required');
    expect(fromOf()).toEqual([]);
  });
});
