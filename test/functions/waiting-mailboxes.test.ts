import { describe, expect, it } from 'vitest';
import { homeTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { ann, submission } from './api.ts';
import { configured, createApiWithMailbox, deleteMailbox, keepMailbox, lookAt, mailboxDocuments } from './mailboxes.ts';
import { createStrictApi } from './submit.ts';

type Api = ReturnType<typeof createStrictApi>;

const async = { Prefer: 'respond-async' };
const upn = 'ann@fabrikam.com';
const changed = { status: 'held', error: { code: 'mailbox_changed', who: 'caller' } };
const shared = mailboxDocuments['graph-shared'];
/** The app sends what names Ann. */
const annsByApp = {
  ...mailboxDocuments['graph-application'],
  mailboxes: [{ address: configured, sender: ann, userPrincipalName: upn }],
};
const fromShared = { message: { ...submission().message, from: { emailAddress: { address: configured } } } };

/** Who signs in has the shared mailbox's address as well, and the permission. */
function withAlias(api: Api, addresses: readonly string[] = ['ann@fabrikam.com', configured]) {
  api.graph.script.change = (mailbox) => ({ ...mailbox, addresses: [...addresses] });
  api.entra.script.change = (result) => ({ ...result, scopes: [...result.scopes, 'Mail.Send.Shared'] });
  return api.signIn('ann');
}

const left = ({ graph, providers }: Api) => [graph.sent.length, providers.requests.length];

describe('a message that was accepted while no document named its sender', () => {
  it.each([
    { by: 'her object id', given: {}, isConnected: false, document: annsByApp },
    { by: 'a name', given: { sender: upn }, isConnected: false, document: annsByApp },
    { by: 'her object id, connected', given: {}, isConnected: true, document: annsByApp },
    { by: 'her own alias', given: { sender: configured }, isConnected: true, document: shared },
    {
      by: 'an alias that a document without sender names',
      given: { sender: configured },
      isConnected: true,
      document: { ...shared, sender: undefined },
      why: { status: 'held', error: { code: 'sender_ambiguous' } },
    },
  ])('is held when one names it by $by', async ({ given, isConnected, document, why = changed }) => {
    const api = createStrictApi();
    if (isConnected) await withAlias(api);
    const { json } = await api.send(given, async);
    await keepMailbox(api, 'one', document);
    for (let look = 0; look < 2; look++) expect(await lookAt(api, json['id'])).toMatchObject(why);
    expect(left(api)).toEqual([0, 0]);
    await deleteMailbox(api);
    if (!isConnected) await withAlias(api);
    expect((await lookAt(api, json['id'])).status).toBe('sent');
    expect(left(api)).toEqual([1, 0]);
  });

  it('is held when a document names the address in from, and the alias has gone', async () => {
    const api = createStrictApi();
    await withAlias(api);
    const { json } = await api.send(fromShared, async);
    await keepMailbox(api, 'one', shared);
    await withAlias(api, ['ann@fabrikam.com']);
    expect(await lookAt(api, json['id'])).toMatchObject(changed);
    expect(left(api)).toEqual([0, 0]);
  });
});

describe('a message that was accepted for the mailbox of a document', () => {
  it.each([
    { provider: 'graph-application', given: { sender: configured }, sent: [0, 1] },
    { provider: 'graph-shared', given: { sender: configured }, sent: [0, 1] },
    { provider: 'graph-shared', given: fromShared, sent: [0, 1] },
  ] as const)('is held once that is deleted, also for $provider and $given', async ({ provider, given, sent }) => {
    const api = await createApiWithMailbox(provider, 'Mail.Send.Shared');
    const { json } = await api.send(given, async);
    const document = await deleteMailbox(api);
    expect(await lookAt(api, json['id'])).toMatchObject(changed);
    // The address has become one of Ann's own.
    await withAlias(api);
    for (let look = 0; look < 2; look++) expect(await lookAt(api, json['id'])).toMatchObject(changed);
    expect(left(api)).toEqual([0, 0]);
    if (!document) throw new Error('There was no document.');
    await withAlias(api, ['ann@fabrikam.com']);
    await keepMailbox(api, 'two', document);
    expect((await lookAt(api, json['id'])).status).toBe('sent');
    expect(left(api)).toEqual(sent);
  });

  it('is resent as its sender is named now', async () => {
    const api = await createApiWithMailbox('graph-shared', 'Mail.Send.Shared');
    const { json } = await api.send({ sender: configured }, async);
    await deleteMailbox(api);
    await withAlias(api);
    expect(await lookAt(api, json['id'])).toMatchObject(changed);
    const params = { id: String(json['id']) };
    await api.call('messageCancel', 'POST', { params });
    const resent = await api.call('messageResend', 'POST', { params });
    expect((await lookAt(api, resent.json['id'])).status).toBe('sent');
    expect(left(api)).toEqual([1, 0]);
  });

  it('leaves from there where its person connects only afterwards', async () => {
    const api = createStrictApi();
    await keepMailbox(api, 'one', shared);
    const held = [await api.send({ sender: configured }, async), await api.send(fromShared, async)];
    await withAlias(api, ['ann@fabrikam.com']);
    for (const { json } of held) expect((await lookAt(api, json['id'])).status).toBe('sent');
    expect(left(api)).toEqual([0, 2]);
  });
});

it('who may not send from a shared mailbox is bound to their own', async () => {
  const api = createStrictApi();
  await withAlias(api, ['ann@fabrikam.com']);
  await keepMailbox(api, 'one', { ...shared, senders: [homeTenantId], sender: undefined });
  const { json } = await api.send(fromShared, async);
  expect(await lookAt(api, json['id'])).toMatchObject({ status: 'failed', error: { code: 'send_as_denied' } });
});
