import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createSuspensions } from '../../../shared/mailboxes/suspensions.ts';
import { listEntries, type MailboxEntry } from '../../../shared/providers/mailbox-entries.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemorySuspendedPeople } from '../../fakes/memory-suspended-people.ts';

const hostTenantId = 'c0000000-0000-4000-8000-000000000001';
const homeTenantId = 'fab00000-0000-4000-8000-000000000002';
const ann = 'c0000000-0000-4000-8000-0000000000a1';
const ben = 'c0000000-0000-4000-8000-0000000000b1';
const since = new Date(0);
const kept = { hostTenantId, name: 'one', changedAt: since };
const addresses = { provider: 'graph-application', homeTenantId, deniedMailbox: 'ceo@fabrikam.com' } as const;
const [annsEntry, bensEntry, nobodys] = listEntries({
  ...kept,
  document: {
    ...addresses,
    mailboxes: [
      { address: 'ann@fabrikam.com', sender: ann },
      { address: 'ben@fabrikam.com', sender: ben },
      { address: 'invoices@fabrikam.com' },
    ],
  },
}) as [MailboxEntry, MailboxEntry, MailboxEntry];
const [shared] = listEntries({
  ...kept,
  document: {
    provider: 'graph-shared',
    homeTenantId,
    mailboxes: [{ address: 'sales@fabrikam.com' }],
    senders: [ann],
    sender: ann,
  },
}) as [MailboxEntry];

function createStage() {
  const people = createMemorySuspendedPeople();
  const { now, pass } = createManualClock();
  const stage = { reads: 0, failure: undefined as ConnectorError | undefined };
  const list = async (tenant: string) => {
    stage.reads += 1;
    if (stage.failure) throw stage.failure;
    return people.list(tenant);
  };
  const block = () => people.put(hostTenantId, { hostObjectId: ann, code: 'host_account_unavailable', since });
  return { stage, people, pass, block, suspension: createSuspensions({ list }, now) };
}

describe('createSuspensions', () => {
  it('costs one read of all people of a tenant in 25 seconds, and none for what is nobody’s or sent by a grant', async () => {
    const { stage, pass, suspension, block } = createStage();
    for (const entry of [nobodys, shared]) expect(await suspension.read(entry)).toBeUndefined();
    expect(stage.reads).toBe(0);
    for (const entry of [annsEntry, bensEntry, annsEntry]) expect(await suspension.read(entry)).toBeUndefined();
    expect(stage.reads).toBe(1);
    await block();
    pass(19);
    expect([await suspension.read(annsEntry), stage.reads]).toEqual([undefined, 1]);
    pass(6);
    expect(await suspension.read(annsEntry)).toBe('host_account_unavailable');
    expect(await suspension.read(bensEntry)).toBeUndefined();
  });

  it('lets whoever was restored send at once, whatever was read before', async () => {
    const { people, suspension, block } = createStage();
    await block();
    expect(await suspension.read(annsEntry)).toBe('host_account_unavailable');
    await people.remove(hostTenantId, ann);
    expect(await suspension.readLately(annsEntry)).toBe('host_account_unavailable');
    expect(await suspension.read(annsEntry)).toBeUndefined();
    expect(await suspension.readLately(annsEntry)).toBeUndefined();
  });

  it('never takes a record that cannot be read, or is not as it was written, for none', async () => {
    const { stage, people, pass, suspension } = createStage();
    people.spoil(hostTenantId, ann);
    expect(await suspension.read(annsEntry)).toBe('sealed_record_refused');
    expect(await suspension.read(bensEntry)).toBeUndefined();
    pass(25);
    stage.failure = new ConnectorError('storage_unavailable');
    await expect(suspension.read(bensEntry)).rejects.toBe(stage.failure);
    stage.failure = undefined;
    expect(await suspension.read(annsEntry)).toBe('sealed_record_refused');
  });
});
