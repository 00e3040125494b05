import { describe, expect, it } from 'vitest';
import { listNamedPeople } from '../../../shared/guests/named-people.ts';
import type { MailboxDocument } from '../../../shared/providers/mailbox-document.ts';
import { listEntries } from '../../../shared/providers/mailbox-entries.ts';

const hostTenantId = 'c0000000-0000-4000-8000-000000000001';
const homeTenantId = 'fab00000-0000-4000-8000-000000000002';
const ann = 'c0000000-0000-4000-8000-0000000000a1';
const ben = 'c0000000-0000-4000-8000-0000000000b1';
const keep = (name: string, document: MailboxDocument, tenant = hostTenantId, changedAt = new Date(1)) => ({
  kind: 'mailbox' as const,
  hostTenantId: tenant,
  name,
  document,
  version: 1,
  changedAt,
  changedBy: 'x',
});
const application = (...mailboxes: MailboxDocument['mailboxes']): MailboxDocument => ({
  provider: 'graph-application',
  homeTenantId,
  mailboxes,
  deniedMailbox: 'ceo@fabrikam.com',
});
const ofAnn = { address: 'ann@fabrikam.com', sender: ann };
const files: MailboxDocument = { provider: 'eml', mailboxes: [{ address: 'ben@contoso.com', sender: ben }] };
const shared: MailboxDocument = {
  provider: 'graph-shared',
  homeTenantId,
  mailboxes: [{ address: 'sales@fabrikam.com' }],
  senders: [ben],
  sender: ben,
};
const list = (documents: ReturnType<typeof keep>[], refused: ReturnType<typeof keep>[] = []) =>
  listNamedPeople({ documents, refused }, hostTenantId);

describe('listNamedPeople', () => {
  it('lists people by object id for every mailbox that needs no grant, with the account that it sends as', () => {
    const kept = keep('one', application(ofAnn, { address: 'invoices@fabrikam.com' }));
    const { byId } = list([kept, keep('two', files, 'c0000000-0000-4000-8000-000000000009'), keep('three', shared)]);
    const [entry] = listEntries(kept);
    const accounts = [{ homeTenantId, homeObjectId: entry?.id }];
    expect([...byId.values()]).toEqual([{ hostObjectId: ann, namedAt: new Date(1), accounts }]);
    expect([...list([keep('two', files)]).byId.keys()]).toEqual([ben]);
  });

  it('believes the earlier of two documents about a person', () => {
    const other = keep('two', application({ ...ofAnn, address: 'info@fabrikam.com' }), hostTenantId, new Date(2));
    for (const documents of [
      [keep('one', application(ofAnn)), other],
      [other, keep('one', application(ofAnn))],
    ]) {
      const person = list(documents).byId.get(ann);
      expect([person?.namedAt, person?.accounts.length]).toEqual([new Date(1), 2]);
    }
  });

  it('has another digest when somebody is named, named again, or may be', () => {
    const one = keep('one', application(ofAnn));
    const digests = [
      list([]),
      list([one]),
      list([one, keep('two', files)]),
      list([keep('one', application(ofAnn), hostTenantId, new Date(2))]),
      list([one], [keep('two', files)]),
    ].map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
    expect(digests.every((digest) => /^[\w-]{43}$/.test(digest))).toBe(true);
    expect(list([keep('two', files), one]).digest).toBe(digests[2]);
    expect([list([one]).isComplete, list([], [one]).isComplete]).toEqual([true, false]);
    expect(list([], [keep('two', files, 'c0000000-0000-4000-8000-000000000009')]).isComplete).toBe(true);
  });
});
