/**
 * The names of a sender follow the home tenant: an administrator renames a person and gives the old address to a colleague. Another
 * tenant that writes the address into its directory gains nothing by it, and one that owns its domain takes it from nobody.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { connect, createHttpBrowser, signIn } from '../../infra/local/browser/http-browser.ts';
import { startApp, strict, submission } from './app.ts';

const app = await startApp();
const { entra, graph, directory } = app.stack;
const daySeconds = 24 * 3600;
afterAll(() => app.close());

const send = (name: string, from?: string) => {
  const { message, ...rest } = submission(name, 'Invoice') as { message: object };
  const body = { ...rest, message: { ...message, ...(from && { from: { emailAddress: { address: from } } }) } };
  return app.call('POST', '/send', { body, headers: strict });
};

/** Whose mailbox a message by this name leaves, or the code of the refusal. */
async function senderOf(name: string, from?: string): Promise<unknown> {
  graph.clear();
  const { json } = await send(name, from);
  const [mail] = graph.messages();
  return mail?.from.address ?? json['code'];
}

/** The message that Graph took for this name, with the account whose token it came with. */
async function sentBy(name: string) {
  graph.clear();
  const { status, json } = await send(name);
  expect([status, json['code']]).toEqual([200, undefined]);
  const [mail] = graph.messages();
  if (!mail) throw new Error('Nothing was sent.');
  return mail;
}

function homeOf(key: string): string {
  const { home } = directory.person(key);
  return 'objectId' in home ? home.objectId : '';
}

async function openOwnPage(key: string) {
  const browser = createHttpBrowser();
  const page = await browser.submit(await browser.open(`${app.publicUrl}/me`), '/authorize');
  return signIn(browser, page, directory.person(key).userPrincipalName);
}

/** The timer of a month later, on a host whose clock says so. */
async function runMonthlyTimer(): Promise<Record<string, unknown>> {
  await app.setClock(30 * daySeconds + 60);
  const report = await app.runTimer('refresh');
  await app.setClock(0);
  return report;
}

describe('an address that the home tenant gives to a colleague', () => {
  it('leads to nobody once the timer has read the proofs again, and to the colleague once theirs are read', async () => {
    await app.connect('ann');
    await app.connect('ben');
    const ann = app.senderOf('ann');
    expect(await senderOf('ann@fabrikam.com')).toBe('ann@fabrikam.com');
    expect(await senderOf(ann, 'ann@fabrikam.com')).toBe('ann@fabrikam.com');

    entra.changePerson('ann', { mail: 'ann.miller@fabrikam.com', userPrincipalName: 'ann.miller@fabrikam.com' });
    expect(await runMonthlyTimer()).toMatchObject({ refreshed: 2, failed: 0 });
    expect(await senderOf('ann@fabrikam.com')).toBe('consent_required');
    expect(await senderOf(ann, 'ann@fabrikam.com')).toBe('invalid_request');
    expect(await senderOf('ann.miller@fabrikam.com')).toBe('ann.miller@fabrikam.com');
    expect((await app.call('GET', `/senders/${ann}`)).json['mailbox']).toBe('ann.miller@fabrikam.com');

    entra.changePerson('ben', { aliases: ['ann@fabrikam.com'] });
    await openOwnPage('ben');
    expect(await senderOf('ann@fabrikam.com')).toBe('ben@fabrikam.com');
    expect(await senderOf(app.senderOf('ben'), 'ANN@fabrikam.com')).toBe('ben@fabrikam.com');
    expect(await senderOf(ann, 'ann.miller@fabrikam.com')).toBe('ann.miller@fabrikam.com');
  });

  it('is dropped by the own page of the person who lost it, which opens all the same while Graph does not answer', async () => {
    entra.changePerson('ann', { mail: 'ann.cole@fabrikam.com', userPrincipalName: 'ann.cole@fabrikam.com' });
    graph.faults.add({ path: '/me\\?', action: { kind: 'answer', status: 503 } });
    expect((await openOwnPage('ann')).body).toContain('ann.miller@fabrikam.com');
    expect(await senderOf('ann.miller@fabrikam.com')).toBe('ann.cole@fabrikam.com');
    expect((await openOwnPage('ann')).body).toContain('ann.cole@fabrikam.com');
    expect(await senderOf('ann.miller@fabrikam.com')).toBe('consent_required');
    expect(await senderOf('ann.cole@fabrikam.com')).toBe('ann.cole@fabrikam.com');
  });
});

describe('an address that a person of another home tenant claims', () => {
  const contested = 'Another organisation says that this address belongs to one of its users';
  /** Of requests; a sweep that is late by the clock of a test comes across the contest, too. */
  const alarms = () =>
    app.host.lines.filter((line) => line.includes(' alarm=name_contested') && !line.includes('"lateSweep"'));

  it('stays with its owner when a directory just names it, whether Exchange answers or not', async () => {
    entra.changeTenant('northwindtraders.com', { consent: 'user' });
    entra.changePerson('noa', { mail: 'ben@fabrikam.com', aliases: ['noa@northwindtraders.com', 'ben@fabrikam.com'] });
    graph.faults.add({ path: '/sendMail', action: { kind: 'answer', status: 503 } });
    await app.connect('noa');
    const noa = app.senderOf('noa');
    expect(await senderOf('ben@fabrikam.com')).toBe('ben@fabrikam.com');
    expect((await sentBy('ben@fabrikam.com')).objectId).toBe(homeOf('ben'));
    // Exchange did not confirm the mailbox, so only the object id and the host UPN lead to it.
    expect(await senderOf('noa@northwindtraders.com')).toBe('consent_required');
    for (const name of [noa, directory.person('noa').host?.userPrincipalName ?? ''])
      expect((await sentBy(name)).objectId).toBe(homeOf('noa'));

    await openOwnPage('noa');
    expect((await sentBy('noa@northwindtraders.com')).objectId).toBe(homeOf('noa'));
    expect((await sentBy('ben@fabrikam.com')).objectId).toBe(homeOf('ben'));
    expect(await senderOf(noa, 'ben@fabrikam.com')).toBe('invalid_request');
    expect(alarms()).toEqual([]);
  });

  it('names neither of them once the other tenant owns the domain, raises an alarm and stands on both pages', async () => {
    // The local stack signs people in by address; only the domain is moved.
    entra.changeTenant('northwindtraders.com', { verifiedDomains: ['northwindtraders.com', 'fabrikam.com'] });
    const browser = createHttpBrowser();
    const page = await connect(browser, app.publicUrl, 'noa@northwindtraders.com');
    expect(page.body).toContain(contested);
    expect(alarms()).toHaveLength(1);
    expect(alarms()[0]).toContain(app.senderOf('noa'));
    expect(await senderOf('ben@fabrikam.com')).toBe('sender_ambiguous');
    expect((await app.call('POST', '/senders/find', { body: { sender: 'ben@fabrikam.com' } })).status).toBe(409);
    for (const key of ['ben', 'noa']) expect((await sentBy(app.senderOf(key))).objectId).toBe(homeOf(key));
    expect((await openOwnPage('ben')).body).toContain(contested);
    expect((await sentBy('ann@fabrikam.com')).objectId).toBe(homeOf('ben'));
  });

  it('leads to its owner again when the other one has given it up and the owner has proven it since', async () => {
    entra.changePerson('noa', { mail: 'noa@northwindtraders.com', aliases: [] });
    await openOwnPage('noa');
    expect(await senderOf('ben@fabrikam.com')).toBe('sender_ambiguous');
    expect((await openOwnPage('ben')).body).not.toContain(contested);
    expect((await sentBy('ben@fabrikam.com')).objectId).toBe(homeOf('ben'));
  });

  it('is contested still when one of them disconnects, and again for both when that one comes back', async () => {
    entra.changePerson('noa', { mail: 'ben@fabrikam.com', aliases: ['noa@northwindtraders.com', 'ben@fabrikam.com'] });
    expect((await openOwnPage('noa')).body).toContain(contested);
    await app.call('DELETE', `/senders/${app.senderOf('ben')}`);
    expect(await senderOf('ben@fabrikam.com')).toBe('sender_ambiguous');
    const page = await connect(createHttpBrowser(), app.publicUrl, directory.person('ben').userPrincipalName);
    expect(page.body).toContain(contested);
    expect(await senderOf('ben@fabrikam.com')).toBe('sender_ambiguous');
    expect((await openOwnPage('noa')).body).toContain(contested);
  });

  it('raises the alarm when a send finds the contest, and for what is refused by it once in ten minutes', async () => {
    const noa = app.senderOf('noa');
    entra.changePerson('noa', { hasMailbox: false });
    expect(await senderOf(noa)).toBe('mailbox_not_found');
    await openOwnPage('ben');
    expect((await sentBy('ben@fabrikam.com')).objectId).toBe(homeOf('ben'));

    entra.changePerson('noa', { hasMailbox: true });
    await app.setClock(11 * 60);
    const before = alarms().length;
    expect((await sentBy(noa)).objectId).toBe(homeOf('noa'));
    expect(alarms()).toHaveLength(before + 1);
    expect(alarms().at(-1)).toContain(noa);
    for (const _again of [1, 2]) expect(await senderOf('ben@fabrikam.com')).toBe('sender_ambiguous');
    expect(alarms()).toHaveLength(before + 1);
    await app.setClock(22 * 60);
    for (const _again of [1, 2]) expect(await senderOf('ben@fabrikam.com')).toBe('sender_ambiguous');
    expect(alarms()).toHaveLength(before + 2);
    expect(alarms().at(-1)).toContain('sender_ambiguous');
    // By the object id, with the contested address in the message.
    await app.setClock(33 * 60);
    for (const _again of [1, 2]) expect(await senderOf(noa, 'ben@fabrikam.com')).toBe('invalid_request');
    expect(alarms()).toHaveLength(before + 3);
    expect(alarms().at(-1)).toContain(noa);
    await app.setClock(0);
    await app.call('DELETE', `/senders/${noa}`);
  });
});

describe('a member of the host tenant who is renamed', () => {
  it('sends by the old host UPN no more once the timer has read it again', async () => {
    await app.connect('mia');
    const mia = app.senderOf('mia');
    expect(await senderOf('mia@contoso.com')).toBe('mia@contoso.com');
    const next = 'mia.miller@contoso.com';
    entra.changePerson('mia', { mail: next, userPrincipalName: next });
    expect(await runMonthlyTimer()).toMatchObject({ failed: 0 });
    expect(await senderOf('mia@contoso.com')).toBe('consent_required');
    expect(await senderOf(mia, 'mia@contoso.com')).toBe('invalid_request');
    expect(await senderOf(next)).toBe(next);
  });
});

describe('a mailbox that the home organisation takes away', () => {
  it('is a problem of the connection from the first refused send on, and none once a send succeeds again', async () => {
    await app.connect('ben');
    const ben = app.senderOf('ben');
    const shown = async () => {
      const { status, problem } = (await app.call('GET', `/senders/${ben}`)).json as {
        status: string;
        problem?: object;
      };
      return { status, ...(problem && { problem }) };
    };
    expect(await shown()).toEqual({ status: 'connected' });
    entra.changePerson('ben', { hasMailbox: false });
    expect(await senderOf(ben)).toBe('mailbox_not_found');
    expect(await shown()).toMatchObject({
      status: 'connected',
      problem: { code: 'mailbox_not_found', who: 'home_admin' },
    });
    entra.changePerson('ben', { hasMailbox: true });
    expect((await sentBy(ben)).objectId).toBe(homeOf('ben'));
    expect(await shown()).toEqual({ status: 'connected' });
    expect(await senderOf('ben@fabrikam.com')).toBe('ben@fabrikam.com');
  });
});
