/**
 * The routes of the caller where a document names a mailbox.
 */
import { homeTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { ann } from './api.ts';
import { createStrictApi } from './submit.ts';

/** The mailbox that the document names. */
export const configured = 'invoices@fabrikam.com';

export const mailboxDocuments = {
  'graph-application': {
    provider: 'graph-application',
    homeTenantId,
    mailboxes: [{ address: configured }],
    deniedMailbox: 'ceo@fabrikam.com',
  },
  'graph-shared': {
    provider: 'graph-shared',
    homeTenantId,
    mailboxes: [{ address: configured }],
    senders: [ann],
    sender: ann,
  },
  smtp: {
    provider: 'smtp',
    host: 'localhost',
    // Nobody listens there.
    port: 1,
    security: 'starttls',
    credential: { kind: 'password', user: configured, secretName: 'smtp-password' },
    mailboxes: [{ address: configured }],
  },
} as const;

/** Writes a document; Ann has connected for `graph-shared`, and was given `scopes` beyond the usual ones. */
export async function createApiWithMailbox(provider: keyof typeof mailboxDocuments, ...scopes: string[]) {
  const api = createStrictApi();
  if (provider === 'graph-shared') {
    api.entra.script.change = (result) => ({ ...result, scopes: [...result.scopes, ...scopes] });
    await api.signIn('ann');
  }
  await keepMailbox(api, 'one', mailboxDocuments[provider]);
  return api;
}

export async function keepMailbox(
  { call, config }: Pick<ReturnType<typeof createStrictApi>, 'call' | 'config'>,
  name: string,
  document: object,
) {
  const params = { tenant: config.hostTenantId, collection: 'mailboxes', name };
  const headers = { 'content-type': 'application/json', 'if-none-match': '*' };
  const kept = await call('tenantDocument', 'PUT', { params, headers, body: JSON.stringify(document) }, 'operator');
  if (kept.status !== 201) throw new Error(`The document was refused: ${JSON.stringify(kept.json)}`);
}

/** Deletes the document that `keepMailbox` has written. */
export async function deleteMailbox(
  { call, config }: Pick<ReturnType<typeof createStrictApi>, 'call' | 'config'>,
  name = 'one',
) {
  const params = { tenant: config.hostTenantId, collection: 'mailboxes', name };
  const kept = await call('tenantDocument', 'GET', { params }, 'operator');
  const headers = { 'if-match': kept.headers.get('etag') ?? '' };
  await call('tenantDocument', 'DELETE', { params, headers }, 'operator');
  return kept.json['document'] as object | undefined;
}

/** Until the next look at what waits, and what it does; resolves to the message then. */
export async function lookAt(
  { clock, connector, deliveryQueue, call }: ReturnType<typeof createStrictApi>,
  id: unknown,
) {
  clock.pass(25 * 3600);
  await connector.messages.sweep();
  for (let taken = deliveryQueue.take(); taken; taken = deliveryQueue.take()) {
    await connector.messages.deliver((taken.item as { id: string }).id);
    deliveryQueue.complete(taken);
  }
  const { json } = await call('message', 'GET', { params: { id: String(id) } });
  return json as { status: string; error?: { code: string; who: string } };
}

/** Sends a message again that waits for Ann, for whom a document has named another mailbox since. */
export async function holdForChange() {
  const api = createStrictApi();
  const headers = { Prefer: 'respond-async', 'Idempotency-Key': 'changed' };
  const { json } = await api.send({}, headers);
  const mailboxes = [{ address: configured, sender: ann }];
  await keepMailbox(api, 'one', { ...mailboxDocuments['graph-application'], mailboxes });
  await lookAt(api, json['id']);
  return api.send({}, headers);
}
