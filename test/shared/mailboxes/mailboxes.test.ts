import { describe, expect, it } from 'vitest';
import { createMailboxes, type MailboxesDependencies } from '../../../shared/mailboxes/mailboxes.ts';

const hostTenantId = 'c0000000-0000-4000-8000-000000000001';
const homeTenantId = 'fab00000-0000-4000-8000-000000000002';

/** As many mailboxes as said, in one document, and five people. */
function createStage(count: number) {
  const asked: [number, string | undefined][] = [];
  const mailboxes = Array.from({ length: count }, (_, index) => ({ address: `m${index}@fabrikam.com` }));
  const document = { provider: 'graph-application', homeTenantId, mailboxes, deniedMailbox: 'ceo@fabrikam.com' };
  const kept = { kind: 'mailbox', hostTenantId, name: 'one', document, version: 1, changedAt: new Date(0) };
  const dependencies = {
    listDocuments: async () => ({ documents: count > 0 ? [kept] : [], refused: [] }),
    senders: {
      tokens: { bind: async () => ({ isConnected: false }) },
      async list(_tenant: string, top: number, cursor?: string) {
        asked.push([top, cursor]);
        const from = Number(cursor ?? 0);
        const grants = Array.from({ length: Math.min(top, 5 - from) }, (_, index) => `person ${from + index}`);
        return { grants, ...(from + top < 5 && { cursor: String(from + top) }) };
      },
    },
    registrations: {
      readForHomeTenant: async () => ({ authority: 'https://login.microsoftonline.com', clientId: 'c' }),
    },
    requireHomeTenant: async () => undefined,
    describeSender: ({ mailbox }: { mailbox: string }) => ({ mailbox }),
    config: { publicUrl: 'https://guestmail.contoso.com/api' },
  } as unknown as MailboxesDependencies;
  return { asked, facade: createMailboxes(dependencies) };
}

describe('list', () => {
  it.each([
    [0, 2],
    [3, 2],
    [4, 2],
    [1, 3],
    [3, 100],
  ])('gives each of %i mailboxes and five people once, in pages of at most %i', async (count, top) => {
    const { facade } = createStage(count);
    const seen: unknown[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 10; page++) {
      const listed = await facade.list(hostTenantId, top, cursor);
      expect(listed.documents.length + listed.grants.length).toBeLessThanOrEqual(top);
      seen.push(...listed.documents.map(({ mailbox }) => mailbox), ...listed.grants);
      ({ cursor } = listed);
      if (cursor === undefined) break;
    }
    const people = Array.from({ length: 5 }, (_, index) => `person ${index}`);
    expect(seen).toEqual([...Array.from({ length: count }, (_, index) => `m${index}@fabrikam.com`), ...people]);
  });

  it('asks the grants alone while there is no document', async () => {
    const { asked, facade } = createStage(0);
    await facade.list(hostTenantId, 2);
    await facade.list(hostTenantId, 2, '2');
    expect(asked).toEqual([
      [2, undefined],
      [2, '2'],
    ]);
    expect(await facade.find(hostTenantId, 'm0@fabrikam.com')).toBeUndefined();
    await facade.refuseDisconnect(hostTenantId, 'm0@fabrikam.com');
  });
});
