import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../shared/configuration/parse-document.ts';
import { checkMailboxDocument } from '../../../shared/providers/check-mailbox-document.ts';
import type { MailboxDocument } from '../../../shared/providers/mailbox-document.ts';

const hostTenantId = 'c0000000-0000-4000-8000-000000000001';
const homeTenantId = 'fab00000-0000-4000-8000-000000000002';
const ann = 'c0000000-0000-4000-8000-0000000000a1';
const application = {
  provider: 'graph-application',
  homeTenantId: homeTenantId.toUpperCase(),
  mailboxes: [
    { address: 'Invoices@Fabrikam.com', sender: ann, userPrincipalName: 'ann_fabrikam.com#EXT#@contoso.com' },
  ],
  deniedMailbox: 'ceo@fabrikam.com',
};
const shared = {
  provider: 'graph-shared',
  homeTenantId,
  mailboxes: [{ address: 'sales@fabrikam.com' }],
  senders: [ann],
};

const pointersOf = async (value: object) =>
  (await parseDocument('mailbox', value)).faults?.map(({ pointer }) => pointer);
const parse = async (value: object) => (await parseDocument('mailbox', value)).document as MailboxDocument;

describe('mailboxDocumentSchema', () => {
  it('reads ids and addresses in any case', async () => {
    const { document } = await parseDocument('mailbox', application);
    expect(document).toMatchObject({ homeTenantId, mailboxes: [{ address: 'invoices@fabrikam.com', sender: ann }] });
    expect(await pointersOf(shared)).toBeUndefined();
  });

  it.each([
    [{}, ['/provider']],
    [{ ...application, provider: 'graph' }, ['/provider']],
    [{ ...application, deniedMailbox: undefined }, ['/deniedMailbox']],
    [{ ...application, mailboxes: [] }, ['/mailboxes']],
    [{ ...application, mailboxes: [{ address: 'x' }] }, ['/mailboxes/0/address']],
    [
      { ...application, mailboxes: [{ address: 'a@b.com', sender: 'x', more: 1 }] },
      ['/mailboxes/0/sender', '/mailboxes/0/more'],
    ],
    [{ ...application, applications: [] }, ['/applications']],
    [{ ...shared, senders: [] }, ['/senders']],
    [{ ...shared, deniedMailbox: 'a@b.com' }, ['/deniedMailbox']],
  ])('refuses %j at %j', async (value, pointers) => {
    expect(await pointersOf(value)).toEqual(pointers);
  });

  it('says which providers there are', async () => {
    const { faults } = await parseDocument('mailbox', { provider: 'telepathy' });
    expect(faults).toEqual([
      { pointer: '/provider', detail: 'is not one of graph-application, graph-shared, smtp, eml' },
    ]);
  });
});

describe('checkMailboxDocument', () => {
  const settings = {
    callerClientIds: [ann],
    allowedHomeTenants: [homeTenantId],
    isOwnSecret: (name: string) => name === 'client-secret',
    isSandbox: false,
  };
  const kept = async (name: string, value: object) => ({
    hostTenantId,
    name,
    document: await parse(value),
    changedAt: new Date(0),
  });
  const check = async (value: object, others: object[] = [], allowed = settings) =>
    checkMailboxDocument(
      await kept('own', value),
      await Promise.all(others.map((other, index) => kept(`other-${index}`, other))),
      allowed,
    ).map(({ pointer, detail }) => `${pointer} ${detail}`);

  it('takes no secret of the connector for a mail server, and keeps mail unsealed for tests alone', async () => {
    const mailboxes = [{ address: 'billing@fabrikam.com' }];
    const credential = (secretName: string) => ({ kind: 'password', user: 'billing', secretName });
    const smtp = { provider: 'smtp', host: 'smtp.contoso.com', port: 587, security: 'starttls', mailboxes };
    expect(await check({ ...smtp, credential: credential('smtp-password') })).toEqual([]);
    expect(await check({ ...smtp, credential: credential('client-secret') })).toEqual([
      expect.stringMatching(/^\/credential\/secretName names a secret of the connector itself, or of another document/),
    ]);
    const eml = { provider: 'eml', mailboxes };
    expect(await check(eml, [], { ...settings, isSandbox: true })).toEqual([]);
    expect(await check(eml)).toEqual([expect.stringMatching(/^\/provider stores mail unsealed/)]);
  });

  it('narrows what the settings allow', async () => {
    expect(await check({ ...application, applications: [ann] })).toEqual([]);
    expect(await check({ ...application, applications: [homeTenantId] })).toEqual([
      '/applications/0 is not in CALLER_CLIENT_IDS, which a document can only narrow',
    ]);
    expect(await check(application, [], { ...settings, allowedHomeTenants: [hostTenantId] })).toEqual([
      '/homeTenantId is not in ALLOWED_HOME_TENANTS, which a document can only narrow',
    ]);
    const own = { ...application, homeTenantId: hostTenantId };
    expect(await check(own, [], { ...settings, allowedHomeTenants: [homeTenantId] })).toEqual([]);
  });

  it('gives a name to one mailbox alone', async () => {
    const twice = { ...application, mailboxes: [...application.mailboxes, { address: 'b@fabrikam.com', sender: ann }] };
    expect(await check(twice)).toEqual(['/mailboxes/1 has a name that is given more than once']);
    expect(await check(application, [twice])).toHaveLength(4);
    expect(await check({ ...shared, mailboxes: [{ address: 'invoices@fabrikam.com' }] }, [application])).toEqual([
      '/mailboxes/0/address has a name that is in the document other-0 already',
    ]);
    expect(await check(shared, [application])).toEqual([]);
  });

  it('refuses what contradicts itself', async () => {
    expect(await check({ ...application, deniedMailbox: 'invoices@fabrikam.com' })).toEqual([
      '/deniedMailbox is one of mailboxes',
    ]);
    expect(await check({ ...shared, sender: homeTenantId })).toEqual(['/sender is not one of senders']);
  });
});
