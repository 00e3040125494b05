import { describe, expect, it } from 'vitest';
import type { HostAccount } from '../../../shared/host-account.ts';
import type { NamedPeople } from '../../../shared/guests/named-people.ts';
import { createNoteNamedPeople } from '../../../shared/guests/note-named-people.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemorySuspendedPeople } from '../../fakes/memory-suspended-people.ts';

const hostTenantId = 'c0000000-0000-4000-8000-000000000001';
const ann = 'c0000000-0000-4000-8000-0000000000a1';
const ben = 'c0000000-0000-4000-8000-0000000000b1';
const account = { homeTenantId: 'fab00000-0000-4000-8000-000000000002', homeObjectId: 'mailbox-of-ann' };
const present: HostAccount = { kind: 'present', isEnabled: true, isPending: false };
const blocked: HostAccount = { ...present, isEnabled: false };

function createStage() {
  const { now, pass } = createManualClock();
  const people = createMemorySuspendedPeople();
  const released: unknown[] = [];
  const notes = createNoteNamedPeople({
    suspendedPeople: people,
    // The record has gone by then, so that delivery finds none.
    releaseMailbox: async (mailbox) => void released.push([mailbox, (await people.list(hostTenantId)).length]),
    now,
  });
  const named = (namedAt = now(), isComplete = true): NamedPeople => ({
    byId: new Map([[ann, { hostObjectId: ann, namedAt, accounts: [account] }]]),
    digest: 'd',
    isComplete,
  });
  const run = { hostTenantId, named: named(), report: { suspended: 0, restored: 0 }, failures: [] as unknown[] };
  const note = (said: HostAccount, hostObjectId = ann) => notes.note(run, [{ hostObjectId, account: said }]);
  const codes = async () => (await people.list(hostTenantId)).map(({ hostObjectId, code }) => [hostObjectId, code]);
  return { now, pass, people, released, notes, named, run, note, codes };
}

describe('note', () => {
  it('suspends a named person once, and lifts it before it releases what waited', async () => {
    const { run, note, codes, released, pass, people } = createStage();
    await note(present);
    expect(await codes()).toEqual([]);
    await note(blocked);
    const [first] = await people.list(hostTenantId);
    pass(60);
    await note({ kind: 'deleted' });
    expect(await people.list(hostTenantId)).toEqual([first]);
    expect(await codes()).toEqual([[ann, 'host_account_unavailable']]);
    await note(present);
    await note(present);
    expect(await codes()).toEqual([]);
    const mailbox = { sender: { hostTenantId, hostObjectId: ann }, mailboxId: 'mailbox-of-ann', ...account };
    expect([run.report, released]).toEqual([{ suspended: 1, restored: 1 }, [[mailbox, 0]]]);
  });

  it('says nothing of whom no document names', async () => {
    const { note, codes } = createStage();
    await note(blocked, ben);
    expect(await codes()).toEqual([]);
  });

  it.each([
    ['is invited anew', { isPending: true }, 0],
    ['has accepted an invitation since', {}, 600],
  ])('suspends a guest who %s until the document is written again', async (_what, change, laterSeconds) => {
    const { run, note, codes, now, pass, named } = createStage();
    pass(600);
    const stateSince = new Date(now().getTime() + laterSeconds * 1000 - 600_000 + 300_000);
    await note({ ...present, ...change, stateSince });
    expect(await codes()).toEqual([[ann, 'guest_account_reset']]);
    await note({ ...present, stateSince });
    await note(present);
    expect(await codes()).toEqual([[ann, 'guest_account_reset']]);
    pass(1_200);
    run.named = named(now());
    await note({ ...present, isPending: true, stateSince });
    expect(await codes()).toEqual([[ann, 'guest_account_reset']]);
    pass(60);
    run.named = named(now());
    await note({ ...present, stateSince });
    expect([await codes(), run.report]).toEqual([[], { suspended: 1, restored: 1 }]);
  });

  it('leaves a row that was spoilt, and says so', async () => {
    const { run, note, codes, people } = createStage();
    people.spoil(hostTenantId, ann);
    await note(present);
    expect(await codes()).toEqual([[ann, 'sealed_record_refused']]);
    expect(run.failures).toMatchObject([{ code: 'sealed_record_refused' }]);
  });
});

describe('prune and liftAll', () => {
  it('forget whom no document names any more, unless one cannot be read', async () => {
    const { run, note, codes, notes, people, named, now } = createStage();
    await note(blocked);
    await people.put(hostTenantId, { hostObjectId: ben, code: 'host_account_unavailable', since: now() });
    run.named = named(now(), false);
    await notes.prune(run);
    expect(await codes()).toHaveLength(2);
    run.named = named();
    await notes.prune(run);
    expect(await codes()).toEqual([[ann, 'host_account_unavailable']]);
  });

  it('lift what is said of everybody, and release', async () => {
    const { run, note, codes, notes, people, released, now } = createStage();
    await note(blocked);
    await people.put(hostTenantId, { hostObjectId: ben, code: 'host_account_unavailable', since: now() });
    await notes.liftAll(run);
    expect([await codes(), run.report.restored, released.length]).toEqual([[], 2, 1]);
  });
});
