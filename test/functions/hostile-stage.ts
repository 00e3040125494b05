/**
 * An installation that has something of everything, on memory: a person, messages, a file, documents of every kind.
 *
 * Its parts are the real ones, but for Entra, Graph and storage.
 */
import { erp } from '../fakes/memory-connector.ts';
import { hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { orderDocument } from '../shared/templates/sample-template.ts';
import { ann, createApi } from './api.ts';
import { doors, invoicePosted } from './hostile-bodies.ts';
import { createProve, signingKey } from './hostile-credentials.ts';

export type HostileStage = Awaited<ReturnType<typeof createHostileStage>>;

export async function createHostileStage() {
  const api = createApi();
  const { configuration } = api.connector;
  await api.signIn('ann');
  const put = (kind: 'template' | 'door' | 'source' | 'callback', name: string, document: object) =>
    configuration.put({ kind, hostTenantId, name }, document, undefined, 'operator');
  await api.keepTenant({ name: 'Contoso' });
  await put('template', 'invoice-posted', invoicePosted);
  await put('template', 'order', orderDocument);
  for (const [name, document] of Object.entries(doors)) await put('door', name, document);
  const source = { callerId: erp, secretNames: ['shop'] };
  await put('source', 'shop', source);
  api.secrets.set('shop', `whsec_${signingKey.toString('base64')}`);
  api.sources.set(`${hostTenantId}.shop`, source);
  const sent = await api.send();
  const held = await api.send({ sender: 'nobody@fabrikam.com' });
  const later = await api.send({ notBefore: new Date(api.clock.now().getTime() + 3_600_000).toISOString() });
  const uploaded = await api.call('attachment', 'PUT', {
    params: { name: 'a.pdf' },
    headers: { 'content-type': 'application/pdf', 'content-length': '5' },
    body: 'hello',
  });
  const messages = [sent, held, later].map(({ json }) => String(json['id']));
  return {
    ...api,
    messages,
    attachment: String(uploaded.json['id']),
    prove: createProve(api),
  };
}

/** Those that are there, and somebody else's. */
export const known = {
  tenants: [hostTenantId, 'a0274317-0000-4000-8000-000000000003'],
  senders: [
    ann,
    '00000b05-0000-4000-8000-00000000ffff',
    'ann@fabrikam.com',
    'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com',
  ],
};
