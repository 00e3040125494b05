/** A mailbox that a document gives to a person whose account in the host tenant is blocked, deleted or invited anew. */
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../shared/errors.ts';
import { ann } from './api.ts';
import { configured, deleteMailbox, keepMailbox, mailboxDocuments } from './mailboxes.ts';
import { createStrictApi } from './submit.ts';

type Api = ReturnType<typeof createStrictApi>;

const application = mailboxDocuments['graph-application'];
const async = { Prefer: 'respond-async' };
const upn = 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com';
const annsByApp = { ...application, mailboxes: [{ address: configured, sender: ann, userPrincipalName: upn }] };
const blocked = { accountEnabled: false };

/** The directory is watched and has been compared; a document names Ann. */
async function createWatched(document: object = annsByApp) {
  const api = createStrictApi();
  api.guests.change(ann, {});
  await api.keepTenant({ isDirectoryWatched: true });
  await keepMailbox(api, 'one', document);
  await look(api);
  return api;
}

/** The next look at the directory; `before`: just before it. */
async function look({ clock, connector }: Api, before: () => Promise<unknown> = async () => undefined) {
  clock.pass(16 * 60);
  // Else a request sweeps as well.
  await connector.operations.noteRun('sweep');
  await before();
  return connector.guests.watch();
}

async function deliver({ connector, deliveryQueue }: Api) {
  for (let taken = deliveryQueue.take(); taken; taken = deliveryQueue.take()) {
    await connector.messages.deliver((taken.item as { id: string }).id);
    deliveryQueue.complete(taken);
  }
}

const stateOf = async ({ call }: Api, id: unknown) => {
  const { json } = await call('message', 'GET', { params: { id: String(id) } });
  return [json['status'], (json['error'] as { code: string } | undefined)?.code];
};
const saying = async (answer: ReturnType<Api['send']>) => {
  const { status, json } = await answer;
  return [status, json['code'] ?? json['status'], json['who']];
};
const subjects = ({ providers }: Api) =>
  providers.requests.map(({ body = '' }) => /"subject":"([^"]*)"/.exec(body)?.[1]);
const saysSubject = (subject: string) => ({ sender: ann, message: { ...message, subject } });
const message = {
  subject: '',
  body: { contentType: 'Text', content: 'x' },
  toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
};

describe('a person who is suspended', () => {
  it.each([
    ['blocked', blocked, [403, 'host_account_unavailable', 'host_admin']],
    ['deleted', undefined, [403, 'host_account_unavailable', 'host_admin']],
    ['invited anew', { externalUserState: 'PendingAcceptance' }, [409, 'guest_account_reset', 'person']],
  ] as const)('as %s is refused as by a grant, however they are named', async (_what, account, refusal) => {
    const api = await createWatched();
    expect(await saying(api.send({ sender: ann }))).toEqual([200, 'sent', undefined]);
    api.guests.change(ann, account);
    expect(await look(api)).toMatchObject({ suspended: 1 });
    for (const sender of [ann, upn, configured]) {
      expect(await saying(api.send({ sender }))).toEqual(refusal);
      expect(await saying(api.call('senderTest', 'POST', { params: { sender } }))).toEqual(refusal);
      const { json } = await api.call('sender', 'GET', { params: { sender } });
      expect(json).toMatchObject({ status: 'connected', problem: { code: refusal[1], who: refusal[2] } });
    }
    expect(api.providers.requests).toHaveLength(1);
  });

  it.each([
    ['at once', {}],
    ['later', async],
  ])('has what is sent %s held, and each sent once and in order when they are restored', async (_what, headers) => {
    const api = await createWatched();
    api.guests.change(ann, blocked);
    await look(api);
    const ids: unknown[] = [];
    for (const subject of ['first', 'second', 'third']) {
      const { status, json } = await api.send(saysSubject(subject), { Prefer: 'handling=lenient', ...headers });
      expect([status, json['status'], (json['error'] as { code: string }).code]).toEqual([
        202,
        'held',
        'host_account_unavailable',
      ]);
      ids.push(json['id']);
      api.clock.pass(1);
    }
    await deliver(api);
    api.guests.change(ann, {});
    expect(await saying(api.send({ sender: ann }))).toEqual([403, 'host_account_unavailable', 'host_admin']);
    // The process has just read that she is suspended.
    const reads = () => api.call('sender', 'GET', { params: { sender: ann } });
    expect(await look(api, reads)).toMatchObject({ restored: 1 });
    await deliver(api);
    await deliver(api);
    for (const id of ids) expect(await stateOf(api, id)).toEqual(['sent', undefined]);
    expect(subjects(api)).toEqual(['first', 'second', 'third']);
    expect((await api.call('sender', 'GET', { params: { sender: ann } })).json['problem']).toBeUndefined();
  });

  it('has what waits for their own mailbox and for that of the document sent from each once', async () => {
    const api = createStrictApi();
    api.guests.change(ann, {});
    await api.signIn('ann');
    await api.keepTenant({ isDirectoryWatched: true });
    await keepMailbox(api, 'one', annsByApp);
    await look(api);
    api.guests.change(ann, blocked);
    expect(await look(api)).toMatchObject({ suspended: 2 });
    for (const sender of [configured, 'ann@fabrikam.com', ann])
      expect((await api.send({ sender }, async)).status).toBe(202);
    await deliver(api);
    api.guests.change(ann, {});
    expect(await look(api)).toMatchObject({ restored: 2 });
    await deliver(api);
    await deliver(api);
    expect([api.providers.requests.length, api.graph.sent.length]).toEqual([2, 1]);
  });

  it('has held at delivery what was accepted before', async () => {
    const api = await createWatched();
    const { json } = await api.send(saysSubject('before'), async);
    api.guests.change(ann, blocked);
    await look(api);
    await deliver(api);
    expect(await stateOf(api, json['id'])).toEqual(['held', 'host_account_unavailable']);
    expect(api.providers.requests).toEqual([]);
  });

  it('is found also where a document names them only afterwards, and forgotten when none does', async () => {
    const api = createStrictApi();
    api.guests.change(ann, blocked);
    await api.keepTenant({ isDirectoryWatched: true });
    await look(api);
    await look(api);
    await keepMailbox(api, 'one', annsByApp);
    expect(await saying(api.send({ sender: ann }))).toEqual([200, 'sent', undefined]);
    expect(await look(api)).toMatchObject({ suspended: 1 });
    expect(await saying(api.send({ sender: ann }))).toEqual([403, 'host_account_unavailable', 'host_admin']);
    const asked = api.guests.asked.length;
    await look(api);
    expect(api.guests.asked.slice(asked).map(({ path }) => path)).toEqual(['/users/delta']);
    await deleteMailbox(api);
    await look(api);
    expect(await api.stores.suspendedPeople.list(api.config.hostTenantId)).toEqual([]);
  });

  it('sends again, with what was held, when the directory is watched no more', async () => {
    const api = await createWatched();
    api.guests.change(ann, blocked);
    await look(api);
    const { json } = await api.send(saysSubject('held'), { Prefer: 'handling=lenient' });
    await api.keepTenant({ isDirectoryWatched: false });
    expect(await look(api)).toMatchObject({ restored: 1 });
    await deliver(api);
    expect(await stateOf(api, json['id'])).toEqual(['sent', undefined]);
    expect(await api.stores.suspendedPeople.list(api.config.hostTenantId)).toEqual([]);
  });

  it('leaves mailboxes alone that are nobody’s, or another person’s', async () => {
    const mailboxes = [
      { address: configured },
      { address: 'ann@fabrikam.com', sender: ann },
      { address: 'ben@fabrikam.com', sender: '00000b05-0000-4000-8000-00000062656e' },
    ];
    const api = await createWatched({ ...application, mailboxes });
    api.guests.change('00000b05-0000-4000-8000-00000062656e', {});
    api.guests.change(ann, blocked);
    await look(api);
    for (const sender of [configured, 'ben@fabrikam.com'])
      expect(await saying(api.send({ sender }))).toEqual([200, 'sent', undefined]);
    expect((await saying(api.send({ sender: 'ann@fabrikam.com' })))[0]).toBe(403);
  });
});

describe('the record of who is suspended', () => {
  it('is read once for many sends', async () => {
    let reads = 0;
    const api = createStrictApi(({ stores }) => {
      const { suspendedPeople } = stores;
      const list = (id: string) => {
        reads += 1;
        return suspendedPeople.list(id);
      };
      return { stores: { ...stores, suspendedPeople: { ...suspendedPeople, list } } };
    });
    await keepMailbox(api, 'one', annsByApp);
    for (let send = 0; send < 5; send++) expect((await api.send({ sender: ann })).status).toBe(200);
    expect(reads).toBe(1);
  });

  it('lets nothing leave while it cannot be read, or was spoilt', async () => {
    const failure = { is: false };
    const api = createStrictApi(({ stores }) => {
      const { suspendedPeople } = stores;
      const list = async (id: string) => {
        if (failure.is) throw new ConnectorError('storage_unavailable');
        return suspendedPeople.list(id);
      };
      return { stores: { ...stores, suspendedPeople: { ...suspendedPeople, list } } };
    });
    await keepMailbox(api, 'one', annsByApp);
    const waiting = await api.send({ sender: ann }, async);
    api.clock.pass(25);
    failure.is = true;
    expect(await saying(api.send({ sender: ann }))).toEqual([503, 'storage_unavailable', 'nobody']);
    failure.is = false;
    api.stores.suspendedPeople.spoil(api.config.hostTenantId, ann);
    expect((await saying(api.send({ sender: ann })))[1]).toBe('sealed_record_refused');
    await deliver(api);
    expect(await stateOf(api, waiting.json['id'])).toEqual(['held', 'sealed_record_refused']);
    expect(api.providers.requests).toEqual([]);
  });
});
