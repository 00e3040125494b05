import { describe, expect, it } from 'vitest';
import { tenantDocument } from '../../../shared/configuration-addresses.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { ERASED_GENERATION_DAYS } from '../../../shared/limits.ts';
import { createMessage } from '../../contract/samples.ts';
import { erp, personOf, publicUrl } from '../../fakes/memory-connector.ts';
import { homeTenantId, hostTenantId } from '../../shared/sign-in/sign-in-sample.ts';
import { mailboxDocuments } from '../mailboxes.ts';
import { createConsole } from '../console-journey.ts';
import { submission } from '../api.ts';
import { codeOf, invoke } from '../invoke.ts';

const ben = personOf('ben').hostObjectId;
const zoe = personOf('zoe').hostObjectId;

/** Ben has connected a mailbox, and an administrator is signed in. */
async function setUp(options: Parameters<ReturnType<typeof createConsole>['signIn']>[0] = {}) {
  const stage = createConsole();
  await stage.connect('ben');
  // His access token is over.
  stage.clock.pass(2 * 3600);
  const administrator = await stage.signIn(options);
  const get = (path: string) => stage.get(path, administrator.cookie);
  const post = (path: string, fields: object) => stage.post(path, administrator, fields);
  const audit = async () =>
    (await stage.connector.configuration.listAudit()).entries.filter(({ action }) => action !== 'signed_in');
  /** As an application. */
  const submit = (changes: object) =>
    invoke(stage.handlers.send, 'POST', {
      headers: { authorization: `Bearer ${erp}`, 'content-type': 'application/json' },
      body: JSON.stringify(submission(changes)),
    });
  return { ...stage, get, post, audit, submit };
}

async function keepDocument({ connector }: Awaited<ReturnType<typeof setUp>>, document: object) {
  const address = { kind: 'mailbox' as const, hostTenantId, name: 'one' };
  await connector.configuration.put(address, document, undefined, 'test');
}

describe('the list of senders', () => {
  it('shows each connection in words, with a link to its page', async () => {
    const { get } = await setUp();
    const { status, body } = await get('senders');
    expect(status).toBe(200);
    expect(body).toContain(`${publicUrl}/console/senders/${ben}`);
    for (const words of ['ben@fabrikam.com', homeTenantId, 'Connected', 'Nothing']) expect(body).toContain(words);
    const columns = [...body.matchAll(/<th scope="col">([^<]+)</g)].map(([, name]) => name);
    expect(columns).toEqual(['Mailbox', 'What it needs', 'State', 'Since', 'Reconnect by', 'Home tenant']);
  });

  it('says what a connection needs, and who must act', async () => {
    const stage = await setUp();
    const { grant } = await stage.connector.senders.read({ hostTenantId, hostObjectId: ben });
    if (!grant) throw new Error('Ben is not connected.');
    const problem = { code: 'blocked_by_home_policy' as const, upstreamCode: 'AADSTS53003' };
    await stage.stores.grants.replace({ ...grant, problem });
    const { body } = await stage.get('senders');
    for (const words of ['Blocked', 'Conditional Access', 'AADSTS53003', 'The IT department of the home organisation'])
      expect(body).toContain(words);
  });

  it('says that nobody has connected', async () => {
    const stage = createConsole();
    const { cookie } = await stage.signIn();
    expect((await stage.get('senders', cookie)).body).toContain('Nobody has connected a mailbox yet.');
  });

  it('goes on with a cursor, 50 a page', async () => {
    const stage = await setUp();
    const { grant } = await stage.connector.senders.read({ hostTenantId, hostObjectId: ben });
    if (!grant) throw new Error('Ben is not connected.');
    const { etag: _etag, ...rest } = grant;
    for (let count = 0; count < 50; count++) {
      const hostObjectId = `00000c0c-0000-4000-8000-0000000000${String(count).padStart(2, '0')}`;
      const copy = { ...rest, sender: { hostTenantId, hostObjectId }, status: 'disconnected' as const };
      const tokens = { generation: grant.generation, sealed: new Uint8Array(1), refreshedAt: grant.connectedAt };
      await stage.stores.grants.putLatestAccount(copy.sender, { account: 'a', expiresAt: grant.connectedAt });
      const latest = await stage.stores.grants.readLatestAccount(copy.sender);
      await stage.stores.grants.connect(copy, tokens, { etag: latest?.etag ?? '' });
    }
    const first = await stage.get('senders');
    const next = /href="[^"]*\/console\/(senders\?cursor=[^"]+)" rel="next"/.exec(first.body)?.[1] ?? '';
    expect(first.body.match(/<tr>/g)).toHaveLength(51);
    const second = await stage.get(next.replaceAll('&amp;', '&'));
    expect(second.body.match(/<tr>/g)).toHaveLength(2);
    expect(second.body).toContain('First page');
  });

  it('is saved as CSV, which the audit records before', async () => {
    const { get, audit, config } = await setUp();
    const answer = await get('senders?format=csv');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="senders-\d{4}-\d\d-\d\d\.csv"$/);
    const [head, row, end] = answer.body.split('\r\n');
    expect(head).toBe(
      '\ufeffObject id in the host tenant,Name in the host tenant,Mailbox,Home tenant,State,Since,Code,Microsoft’s code,What it needs,Who must act',
    );
    expect([row?.startsWith(ben), row?.includes('ben@fabrikam.com'), end]).toEqual([true, true, '']);
    expect(await audit()).toMatchObject([
      { action: 'exported', kind: 'console', name: 'senders', hostTenantId: config.hostTenantId, count: 1 },
    ]);
  });

  it('escapes what directories say, in HTML and in CSV', async () => {
    const stage = await setUp();
    const { grant } = await stage.connector.senders.read({ hostTenantId, hostObjectId: ben });
    if (!grant) throw new Error('Ben is not connected.');
    await stage.stores.grants.replace({ ...grant, userPrincipalName: '=<img src=x>' });
    expect((await stage.get('senders')).body).toContain('<bdi>=&lt;img src=x&gt;</bdi>');
    expect((await stage.get(`senders/${ben}`)).body).not.toContain('<img src');
    expect((await stage.get('senders?format=csv')).body).toContain(",'=<img src=x>,");
  });

  it.each([
    ['an object id in another form', `{${ben.toUpperCase()}}`, `senders/${ben}`],
    ['an address', 'Ben@Fabrikam.com', `senders/${ben}`],
    ['a name that leads nowhere', 'zoe@fabrikam.com', 'senders?done=unknown'],
    ['no name at all', '', 'senders?done=unknown'],
    ['somebody who never connected', zoe, 'senders?done=unknown'],
  ])('is searched by %s', async (_case, sender, page) => {
    const { post } = await setUp();
    const answer = await post('senders', { act: 'find', sender });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${publicUrl}/console/${page}`]);
  });

  it('says that nobody was found, and nothing for another word', async () => {
    const { get } = await setUp();
    const { body } = await get('senders?done=unknown');
    expect(body).toContain('No sender has this id or name. Guests who never connected are on this page:');
    expect(body).toMatch(/this page: <a href="[^"]*\/console\/guests">Guests<\/a>/);
    for (const word of ['constructor', '__proto__', 'x'])
      expect((await get(`senders?done=${word}`)).body).not.toContain('class="note"');
  });
});

describe('the page of a sender', () => {
  it('shows every fact of the connection, and leads to the messages', async () => {
    const { get } = await setUp();
    const { body } = await get(`senders/${ben.toUpperCase()}`);
    for (const words of [
      ben,
      homeTenantId,
      '<code>Mail.Send</code>',
      'Reconnect by',
      'Last renewed on',
      `messages?sender=${ben}`,
    ])
      expect(body).toContain(words);
    expect(body).not.toContain('What it needs');
  });

  it.each([zoe, 'ben@fabrikam.com', 'constructor', '0'])('is not found for what is no sender: %s', async (item) => {
    const { get } = await setUp();
    const answer = await get(`senders/${encodeURIComponent(item)}`);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
  });

  it('is not found in another host tenant, whatever is done there', async () => {
    const stage = await setUp({ isConfirmed: true });
    const tenant = 'c0a7050c-0000-4000-8000-000000000009';
    await stage.connector.configuration.put(tenantDocument(tenant), {}, undefined, 'test');
    expect((await stage.get(`senders/${ben}?tenant=${tenant}`)).status).toBe(404);
    expect((await stage.get(`senders?tenant=${tenant}`)).body).not.toContain('ben@fabrikam.com');
    for (const act of ['diagnose', 'test', 'disconnect', 'erase'])
      expect([act, (await stage.post(`senders/${ben}`, { act, tenant })).status]).toEqual([act, 404]);
    expect((await stage.audit()).map(({ action }) => action)).toEqual(['created']);
    expect((await stage.get(`senders/${ben}`)).status).toBe(200);
  });

  it('has what to pass on: the sentence and the link for the person, the text and the link for the IT department', async () => {
    const stage = await setUp();
    const { grant } = await stage.connector.senders.read({ hostTenantId, hostObjectId: ben });
    if (!grant) throw new Error('Ben is not connected.');
    await stage.stores.grants.replace({
      ...grant,
      status: 'reconsent_required',
      problem: { code: 'admin_approval_required', upstreamCode: 'AADSTS90094' },
    });
    const { body } = await stage.get(`senders/${ben}`);
    expect(body).toContain('The home organisation has not approved the app');
    expect(body).toContain(`Please connect your mailbox again here:\n${publicUrl}/authorize</pre>`);
    expect(body).toContain('Please approve an app in Microsoft Entra.');
    expect(body).toContain(`/${homeTenantId}/v2.0/adminconsent?client_id=`);
  });

  it('names those who have a name, too', async () => {
    const stage = await setUp();
    const { grant } = await stage.connector.senders.read({ hostTenantId, hostObjectId: ben });
    if (!grant) throw new Error('Ben is not connected.');
    const [name] = grant.names;
    if (!name) throw new Error('Ben has no name.');
    const contestedBy = [{ hostTenantId, hostObjectId: zoe }];
    await stage.stores.grants.replace({ ...grant, names: [{ ...name, contestedBy }] });
    expect((await stage.get(`senders/${ben}`)).body).toContain(`${publicUrl}/console/senders/${zoe}`);
  });

  it('of a mailbox that a document names has nothing to disconnect or to erase', async () => {
    const stage = await setUp({ isConfirmed: true });
    await keepDocument(stage, mailboxDocuments.smtp);
    const found = await stage.post('senders', { act: 'find', sender: 'invoices@fabrikam.com' });
    const page = found.headers.get('location')?.split('/console/')[1] ?? '';
    const { body } = await stage.get(page);
    expect(body).toContain('<code>smtp</code>');
    expect([body.includes('value="disconnect"'), body.includes('value="erase"')]).toEqual([false, false]);
    for (const act of ['disconnect', 'erase']) expect((await stage.post(page, { act })).status).toBe(403);
    expect((await stage.audit()).map(({ action }) => action)).toEqual(['created']);
    expect((await stage.get('senders')).body).toContain('invoices@fabrikam.com');
  });
});

describe('the page of somebody who never connected', () => {
  async function setUpHeld() {
    const stage = await setUp({ isConfirmed: true });
    await stage.submit({ sender: zoe });
    return stage;
  }

  it('says so where a message names them, with what to pass on and their messages, and offers nothing else', async () => {
    const { get } = await setUpHeld();
    const { status, body } = await get(`senders/${zoe}`);
    expect(status).toBe(200);
    for (const words of ['Not connected yet', zoe, 'Connect a mailbox', `messages?sender=${zoe}`])
      expect(body).toContain(words);
    expect(body).toContain(`so that Dynamics 365 can send as you:\n${publicUrl}/authorize</pre>`);
    expect(body).toContain('/organizations/v2.0/adminconsent?client_id=');
    expect(body).not.toMatch(/name="act" value="(diagnose|test|disconnect|erase)"/);
  });

  it('is found by the object id, and by no name that nobody has proven', async () => {
    const { post } = await setUpHeld();
    const find = async (sender: string) => (await post('senders', { act: 'find', sender })).headers.get('location');
    expect(await find(zoe)).toBe(`${publicUrl}/console/senders/${zoe}`);
    expect(await find('zoe@fabrikam.com')).toBe(`${publicUrl}/console/senders?done=unknown`);
  });

  it('is none in another host tenant', async () => {
    const { get, connector } = await setUpHeld();
    const tenant = 'c0a7050c-0000-4000-8000-000000000009';
    await connector.configuration.put(tenantDocument(tenant), {}, undefined, 'test');
    expect((await get(`senders/${zoe}?tenant=${tenant}`)).status).toBe(404);
  });
});

describe('a sender whose home tenant is kept out', () => {
  it.each([
    [
      'is not among those that may connect',
      { allowedHomeTenants: [] },
      'Add the home tenant to those that may connect',
    ],
    [
      'was off-boarded',
      { departures: [{ homeTenantId, startedAt: '2026-01-05T00:00:00Z' }] },
      'Nothing: the home tenant was off-boarded',
    ],
  ])('is not told to connect where it %s', async (_case, document, need) => {
    const stage = await setUp();
    await stage.connector.senders.disconnect(hostTenantId, ben);
    expect((await stage.get(`senders/${ben}`)).body).toContain('connect it again here:');
    await stage.connector.configuration.put(tenantDocument(hostTenantId), document, undefined, 'test');
    for (const page of [`senders/${ben}`, 'senders']) {
      const { body } = await stage.get(page);
      expect([body.includes(need), body.includes('connect it again here:')]).toEqual([true, false]);
    }
  });
});

describe('what is done with a sender', () => {
  it('is a check of every step, which sends nothing', async () => {
    const { post, graph } = await setUp();
    const { status, body } = await post(`senders/${ben}`, { act: 'diagnose' });
    expect(status).toBe(200);
    for (const words of ['Sending works.', 'A mailbox is connected.', 'The next email can leave at once.'])
      expect(body).toContain(words);
    expect(graph.sent).toEqual([]);
  });

  it('is a check that says where to begin, and what to pass on', async () => {
    const { post, entra } = await setUp();
    entra.script.failures.push(new ConnectorError('blocked_by_home_policy', { upstreamCode: 'AADSTS53003' }));
    const { body } = await post(`senders/${ben}`, { act: 'diagnose' });
    for (const words of ['Begin with the first problem', 'AADSTS53003', 'Please exempt an app from a sign-in policy'])
      expect(body).toContain(words);
  });

  it('is a test to their own mailbox, in the audit', async () => {
    const { post, get, audit, graph } = await setUp();
    const answer = await post(`senders/${ben}`, { act: 'test' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `${publicUrl}/console/senders/${ben}?done=test_sent`,
    ]);
    expect(graph.sent).toHaveLength(1);
    expect(graph.sent[0]?.body).toContain('ben@fabrikam.com');
    expect(await audit()).toMatchObject([{ action: 'tested', kind: 'sender', name: ben }]);
    expect((await get(`senders/${ben}?done=test_sent`)).body).toContain('Microsoft accepted the test email.');
  });

  it('is a test that fails, with the reason', async () => {
    const { post, get, graph } = await setUp();
    graph.script.outcomes.push({ kind: 'refused', code: 'mailbox_full', requestId: 'graph-1' } as never);
    const location = (await post(`senders/${ben}`, { act: 'test' })).headers.get('location') ?? '';
    expect(location).toMatch(/done=test_failed&code=mailbox_full$/);
    const { body } = await get(location.split('/console/')[1] ?? '');
    for (const words of ['The test email was not sent.', 'The mailbox is full']) expect(body).toContain(words);
  });

  it('is nothing for somebody who never connected, in the audit neither', async () => {
    const { post, audit } = await setUp({ isConfirmed: true });
    for (const act of ['diagnose', 'test', 'disconnect', 'erase'])
      expect([act, (await post(`senders/${zoe}`, { act })).status]).toEqual([act, 404]);
    expect(await audit()).toEqual([]);
  });

  it('is no test where the connection has ended, in the audit neither', async () => {
    const { post, audit, connector, graph } = await setUp();
    await connector.senders.disconnect(hostTenantId, ben);
    expect((await post(`senders/${ben}`, { act: 'test' })).status).toBe(409);
    expect([await audit(), graph.sent]).toEqual([[], []]);
  });

  it.each(['test', 'disconnect', 'erase'])('is nothing to %s where the audit cannot be written', async (act) => {
    const { post, connector, graph } = await setUp({ isConfirmed: true });
    connector.configuration.noteAct = async () => {
      throw new ConnectorError('storage_unavailable');
    };
    expect((await post(`senders/${ben}`, { act })).status).toBe(503);
    const { grant } = await connector.senders.read({ hostTenantId, hostObjectId: ben });
    expect([grant?.status, graph.sent]).toEqual(['connected', []]);
  });

  it('is to erase what finds the messages of somebody who never connected', async () => {
    const { post, audit, stores, clock } = await setUp({ isConfirmed: true });
    const sender = { hostTenantId, hostObjectId: zoe };
    await stores.messages.insert(createMessage({ hostTenantId, sender, status: 'held', createdAt: clock.now() }));
    expect((await post(`senders/${zoe}`, { act: 'erase' })).status).toBe(200);
    expect((await post(`senders/${zoe}`, { act: 'erase' })).status).toBe(404);
    expect(await audit()).toMatchObject([{ action: 'erased', kind: 'sender', name: zoe }]);
  });

  it.each(['disconnect', 'erase'])('is to %s only with credentials that were given just now', async (act) => {
    const { post, get, audit } = await setUp();
    const answer = await post(`senders/${ben}`, { act });
    expect(answer.headers.get('location')).toBe(`${publicUrl}/console/confirm?back=senders%2F${ben}`);
    expect([await audit(), (await get(`senders/${ben}`)).body.includes('Connected on')]).toEqual([[], true]);
  });

  it('is to disconnect, in the audit', async () => {
    const { post, get, audit, connector } = await setUp({ isConfirmed: true });
    const answer = await post(`senders/${ben}`, { act: 'disconnect' });
    expect(answer.headers.get('location')).toBe(`${publicUrl}/console/senders/${ben}?done=disconnected`);
    expect((await connector.senders.read({ hostTenantId, hostObjectId: ben })).grant?.status).toBe('disconnected');
    expect(await audit()).toMatchObject([{ action: 'disconnected', kind: 'sender', name: ben }]);
    const { body } = await get(`senders/${ben}?done=disconnected`);
    expect([body.includes('The connection was ended.'), body.includes('value="disconnect"')]).toEqual([true, false]);
    expect(body).toContain(`connect it again here:\n${publicUrl}/authorize</pre>`);
  });

  it('is to erase, with a receipt that is shown once, and then there is no such sender', async () => {
    const { post, get, audit, clock } = await setUp({ isConfirmed: true });
    const { status, body } = await post(`senders/${ben}`, { act: 'erase' });
    expect(status).toBe(200);
    for (const words of ['is shown once', 'Names that led to the person', 'Remains']) expect(body).toContain(words);
    const text = /<pre id="receipt"[^>]*>([^<]*)<\/pre>/.exec(body)?.[1]?.replaceAll('&quot;', '"') ?? '';
    const receipt = JSON.parse(text) as { hostObjectId: string; remaining: { kind: string; until: string }[] };
    const until = new Date(clock.now().getTime() + ERASED_GENERATION_DAYS * 24 * 3600 * 1000).toISOString();
    expect(receipt).toMatchObject({ document: 'guestmail_erasure_receipt', hostTenantId, hostObjectId: ben });
    expect(receipt.remaining).toContainEqual(expect.objectContaining({ kind: 'generation', until }));
    expect(body).not.toContain('ben@fabrikam.com');
    expect(await audit()).toMatchObject([{ action: 'erased', kind: 'sender', name: ben }]);
    expect((await get(`senders/${ben}`)).status).toBe(404);
    expect((await get('senders')).body).not.toContain('ben@fabrikam.com');
    const again = await post(`senders/${ben}`, { act: 'erase' });
    expect([again.status, again.body.includes('had been erased before'), again.body.includes('id="receipt"')]).toEqual([
      200,
      true,
      false,
    ]);
    expect(await audit()).toHaveLength(1);
  });

  it('is to erase nobody of whom nothing was ever kept, and is then in no audit', async () => {
    const { post, audit } = await setUp({ isConfirmed: true });
    expect((await post(`senders/${zoe}`, { act: 'erase' })).status).toBe(404);
    expect(await audit()).toEqual([]);
  });
});
