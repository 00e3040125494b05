import { describe, expect, it } from 'vitest';
import { en } from '../../shared/pages/text/en.ts';
import { ann } from './api.ts';
import { configured, keepMailbox, mailboxDocuments } from './mailboxes.ts';
import { createStrictApi } from './submit.ts';

const application = mailboxDocuments['graph-application'];
/** Ann has connected, and the app sends from another mailbox what names her by her object id. */
async function createBoth() {
  const api = createStrictApi();
  await api.signIn('ann');
  await keepMailbox(api, 'one', { ...application, mailboxes: [{ address: configured, sender: ann }] });
  return api;
}

describe('a person who has connected, and for whom a document names another mailbox', () => {
  it('tests their own mailbox', async () => {
    const { config, connector, graph, providers } = await createBoth();
    const { hostTenantId } = config;
    const caller = { hostTenantId, clientId: 'own-page', rights: [] };
    const sender = { hostTenantId, hostObjectId: ann };
    const { status } = await connector.messages.submitOwnTest(caller, sender, en.testMessage);
    expect([status, graph.sent.length, providers.requests.length]).toEqual(['sent', 1, 0]);
    expect(graph.sent[0]?.body).toContain('ann@fabrikam.com');
  });

  it('is disconnected by the object id, and once; the mailbox of the document never', async () => {
    const { call, connector, config, send, providers } = await createBoth();
    const disconnect = async (sender: string) => (await call('sender', 'DELETE', { params: { sender } })).status;
    const { value } = (await call('senders', 'GET')).json as { value: { id: string; provider?: string }[] };
    expect(value.map(({ id, provider }) => [id, provider])).toContainEqual([ann, undefined]);
    expect(await disconnect(configured)).toBe(403);
    expect(await disconnect(ann)).toBe(200);
    const { grant } = await connector.senders.read({ hostTenantId: config.hostTenantId, hostObjectId: ann });
    expect(grant?.status).toBe('disconnected');
    expect(await disconnect(ann)).toBe(403);
    expect([(await send()).json['status'], providers.requests.length]).toEqual(['sent', 1]);
  });
});

it('a name that a document and a person share is refused wherever it is asked for', async () => {
  const api = createStrictApi();
  await api.signIn('ann');
  await keepMailbox(api, 'one', { ...application, mailboxes: [{ address: 'ann@fabrikam.com' }] });
  const sender = 'ann@fabrikam.com';
  const headers = { 'content-type': 'application/json' };
  for (const { status, json } of [
    await api.send({ sender }),
    await api.call('findSender', 'POST', { headers, body: JSON.stringify({ sender }) }),
    await api.call('sender', 'GET', { params: { sender } }),
    await api.call('senderTest', 'POST', { params: { sender } }),
  ])
    expect([status, json['code'], json['who']]).toEqual([409, 'sender_ambiguous', 'caller']);
});
