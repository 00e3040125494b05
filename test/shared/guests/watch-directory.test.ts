import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { DirectoryChanges, HostDirectory } from '../../../shared/graph/host-directory.ts';
import type { NotedAccount } from '../../../shared/grants/note-host-account.ts';
import { createWatchDirectory } from '../../../shared/guests/watch-directory.ts';
import { createGrant, createSender } from '../../contract/samples.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryDirectoryPlaces } from '../../fakes/memory-directory-places.ts';
import { createMemorySuspendedPeople } from '../../fakes/memory-suspended-people.ts';

const one = createSender();
const other = { ...createSender(), hostTenantId: 'a0274317-0000-4000-8000-000000000003' };
const account = { homeTenantId: other.hostTenantId, homeObjectId: 'mailbox' };
const page = (place: string, ids: string[], isLast = true): DirectoryChanges => ({
  changed: ids.map((hostObjectId) => ({ hostObjectId, isGone: hostObjectId.startsWith('gone') })),
  place,
  isLast,
});

function createStage() {
  const { now, pass } = createManualClock();
  const places = createMemoryDirectoryPlaces();
  const suspendedPeople = createMemorySuspendedPeople();
  const suspended = async () => (await suspendedPeople.list(one.hostTenantId)).map(({ hostObjectId }) => hostObjectId);
  const noted: string[] = [];
  const released: string[] = [];
  const script = {
    pages: new Map<string, DirectoryChanges | 'expired'>(),
    isThere: (_id: string) => true,
    note: async (_id: string): Promise<NotedAccount | undefined> => undefined,
    token: async (_tenant: string) => 'token',
    /** Whom documents name. */
    named: [] as string[],
    digest: 'one',
    isBlocked: (_id: string) => false,
  };
  const directory: HostDirectory = {
    readLatestPlace: async () => '/users/delta?begin',
    readChanges: async (_token, place) => script.pages.get(place) ?? page(place, []),
    readAccounts: async (_token, ids) =>
      ids.map((hostObjectId) => ({
        hostObjectId,
        account: script.isThere(hostObjectId)
          ? { kind: 'present', isEnabled: !script.isBlocked(hostObjectId), isPending: false }
          : { kind: 'deleted' },
      })),
  };
  const watch = createWatchDirectory({
    directory,
    places,
    readHostToken: (tenant) => script.token(tenant),
    senders: {
      listGrants: async () => ({ grants: [createGrant({ sender: one })] }),
      async noteHostAccount({ hostObjectId }, { kind }) {
        noted.push(`${hostObjectId} ${kind}`);
        return script.note(hostObjectId);
      },
    },
    release: async ({ sender }) => void released.push(sender.hostObjectId),
    suspendedPeople,
    releaseMailbox: async ({ sender }) => void released.push(`mailbox of ${sender.hostObjectId}`),
    async listNamed() {
      const people = script.named.map((id) => ({ hostObjectId: id, namedAt: now(), accounts: [account] }));
      return {
        byId: new Map(people.map((person) => [person.hostObjectId, person])),
        digest: script.digest,
        isComplete: true,
      };
    },
    now,
  });
  const placeOf = async (sender = one) => (await places.read(sender.hostTenantId))?.place;
  return { watch: () => watch([one.hostTenantId]), watchAll: watch, placeOf, pass, script, noted, released, suspended };
}

let stage = createStage();
beforeEach(() => (stage = createStage()));

/** After everybody was compared once. */
async function follow(pages: [string, DirectoryChanges | 'expired'][]) {
  await stage.watch();
  stage.noted.length = 0;
  stage.pass(16 * 60);
  stage.script.pages = new Map(pages);
}

describe('createWatchDirectory', () => {
  it('reads every page of what changed, and each account as it is now', async () => {
    await follow([
      ['/users/delta?begin', page('/users/delta?2', ['a', 'gone-b', 'a'], false)],
      ['/users/delta?2', page('/users/delta?3', ['c'])],
    ]);
    stage.script.isThere = (id) => id === 'a' || id === 'gone-d';
    await stage.watch();
    expect(stage.noted.toSorted()).toEqual(['a present', 'c deleted', 'gone-b gone']);
    expect(await stage.placeOf()).toMatchObject({ changes: '/users/delta?3', lookedAt: expect.any(Date) as Date });
  });

  it('ends nobody for a removal that is told although the account is there', async () => {
    await follow([['/users/delta?begin', page('/users/delta?2', ['gone-but-back'])]]);
    await stage.watch();
    expect(stage.noted).toEqual(['gone-but-back present']);
  });

  it('goes on past a person whose record is refused, and says so at the end', async () => {
    await follow([['/users/delta?begin', page('/users/delta?2', ['spoilt', 'sound'])]]);
    stage.script.note = async (id) => {
      if (id === 'spoilt') throw new ConnectorError('sealed_record_refused');
      return { change: 'restored', grant: createGrant({ sender: { ...one, hostObjectId: id } }) };
    };
    await expect(stage.watch()).rejects.toMatchObject({ code: 'sealed_record_refused' });
    expect(stage.released).toEqual(['sound']);
    expect((await stage.placeOf())?.changes).toBe('/users/delta?2');
  });

  it('reads a page again whose people could not all be written', async () => {
    await follow([['/users/delta?begin', page('/users/delta?2', ['a'])]]);
    stage.script.note = () => Promise.reject(new ConnectorError('storage_unavailable'));
    await expect(stage.watch()).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect((await stage.placeOf())?.changes).toBe('/users/delta?begin');
    stage.script.note = async () => undefined;
    await stage.watch();
    expect(stage.noted).toEqual(['a present', 'a present']);
  });

  it('begins anew where Graph has forgotten the place, once a run', async () => {
    await follow([['/users/delta?begin', 'expired']]);
    await stage.watch();
    expect([stage.noted, await stage.placeOf()]).toEqual([[], { changes: '/users/delta?begin', comparing: {} }]);
    await stage.watch();
    expect(stage.noted).toEqual([`${one.hostObjectId} present`]);
  });

  it('looks at every tenant, whatever one of them refuses', async () => {
    stage.script.token = async (tenant) => {
      if (tenant === one.hostTenantId) throw new ConnectorError('host_tenant_refused');
      return 'token';
    };
    const watched = stage.watchAll([one.hostTenantId, other.hostTenantId]);
    await expect(watched).rejects.toMatchObject({ code: 'host_tenant_refused' });
    expect([await stage.placeOf(), (await stage.placeOf(other))?.lookedAt]).toEqual([undefined, expect.any(Date)]);
  });

  it('asks for everybody whom documents name at the beginning, in parts, and again when that changes, and then for changes alone', async () => {
    const people = Array.from({ length: 130 }, (_, index) => `named-${String(index).padStart(3, '0')}`);
    stage.script.named = people.toReversed();
    stage.script.isBlocked = (id) => id === 'named-129';
    await stage.watch();
    expect(stage.noted.slice(1).toSorted()).toEqual(people.map((id) => `${id} present`));
    expect([await stage.suspended(), await stage.placeOf()]).toEqual([
      ['named-129'],
      { changes: '/users/delta?begin', named: { digest: 'one' }, lookedAt: expect.any(Date) as Date },
    ]);
    await follow([['/users/delta?begin', page('/users/delta?2', ['named-007'])]]);
    expect(stage.noted).toEqual([]);
    stage.script.isBlocked = () => true;
    await stage.watch();
    expect([stage.noted, await stage.suspended()]).toEqual([['named-007 present'], ['named-007', 'named-129']]);
    stage.script.isBlocked = () => false;
    await follow([['/users/delta?2', page('/users/delta?3', ['named-129'])]]);
    await stage.watch();
    expect([await stage.suspended(), stage.released]).toEqual([['named-007'], ['mailbox of named-129']]);
    // Somebody was blocked before a document named them, and another one is named no more.
    stage.script.named = ['new', ...people.slice(8)];
    stage.script.digest = 'two';
    stage.script.isBlocked = (id) => id === 'new';
    await follow([]);
    await stage.watch();
    expect([await stage.suspended(), (await stage.placeOf())?.named]).toEqual([['new'], { digest: 'two' }]);
  });

  it('goes on where it stopped with people whom documents name, and from the beginning where others are named meanwhile', async () => {
    stage.script.named = Array.from({ length: 61 }, (_, index) => `named-${String(index).padStart(3, '0')}`);
    let isBroken = true;
    stage.script.note = async (id) => {
      if (isBroken && id === 'named-060') throw new ConnectorError('storage_unavailable');
      return undefined;
    };
    await expect(stage.watch()).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect((await stage.placeOf())?.named).toEqual({ digest: 'one', after: 'named-059' });
    stage.noted.length = 0;
    await expect(stage.watch()).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(stage.noted).toEqual(['named-060 present']);
    isBroken = false;
    stage.script.digest = 'two';
    await stage.watch();
    expect(stage.noted).toHaveLength(62);
    expect((await stage.placeOf())?.named).toEqual({ digest: 'two' });
  });
});
