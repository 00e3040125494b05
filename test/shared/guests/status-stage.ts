/** The board on memory: a directory and grants as a test describes them, and a vault. */
import { ConnectorError } from '../../../shared/errors.ts';
import type { DirectoryGuest } from '../../../shared/graph/host-guests.ts';
import type { Grant, SealedTokens } from '../../../shared/grants/grant.ts';
import { createListStatus } from '../../../shared/guests/list-status.ts';
import { createLookAtStatus } from '../../../shared/guests/status-looks.ts';
import { createStatusCursors } from '../../../shared/guests/status-cursors.ts';
import { createGrant, createTokens, signIn } from '../../contract/samples.ts';
import { createMemoryGrantStore } from '../../fakes/memory-grant-store.ts';
import { createVaultFixture } from '../vault/vault-fixture.ts';

export const hostTenantId = 'c0a7050c-0000-4000-8000-000000000001';
export const notAllowed = 'dddddddd-0000-4000-8000-000000000009';
export const idOf = (number: number) => `00000b05-0000-4000-8000-${String(number).padStart(12, '0')}`;
const DAY = 24 * 3600 * 1000;

export function createStatusStage() {
  const { vault, clock } = createVaultFixture();
  const { now } = clock;
  const grants = createMemoryGrantStore();
  const users: DirectoryGuest[] = [];
  const deleted = new Set<string>();
  const script: { refusal?: ConnectorError; spoilt: string[] } = { spoilt: [] };
  const asked = { pages: [] as (string | undefined)[], reads: [] as string[], most: 0, accounts: [] as string[] };
  let underWay = 0;

  function addUser(number: number, changes: Partial<DirectoryGuest> = {}): void {
    const mail = `person${number}@fabrikam.com`;
    users.push({
      hostObjectId: idOf(number),
      displayName: `Person ${number}`,
      mail,
      isEnabled: true,
      isPending: false,
      stateSince: new Date('2026-11-01T08:00:00Z'),
      ...changes,
    });
  }

  async function addGrant(number: number, changes: Partial<Grant> = {}, refreshedDaysAgo = 1): Promise<void> {
    const sender = { hostTenantId, hostObjectId: idOf(number) };
    const grant = createGrant({ sender, mailbox: `box${number}@fabrikam.com`, ...changes });
    const refreshedAt = new Date(now().getTime() - refreshedDaysAgo * DAY);
    const tokens: SealedTokens = { ...createTokens(), refreshedAt };
    await grants.connect(grant, tokens, await signIn(grants, sender));
  }

  const look = createLookAtStatus({
    hostGuests: {
      async list(_token, top, place) {
        asked.pages.push(place);
        if (script.refusal) throw script.refusal;
        const start = Number(place?.split('=')[1] ?? 0);
        const isMore = users.length > start + top;
        return { guests: users.slice(start, start + top), ...(isMore && { place: `/users?at=${start + top}` }) };
      },
    },
    directory: {
      async readAccounts(_token, ids) {
        asked.accounts.push(...ids);
        const present = { kind: 'present', isEnabled: true, isPending: false } as const;
        return ids.map((id) => ({
          hostObjectId: id,
          account: deleted.has(id) ? ({ kind: 'deleted' } as const) : present,
        }));
      },
    },
    readHostToken: async () => 'token',
    senders: {
      async read(sender) {
        asked.reads.push(sender.hostObjectId);
        underWay += 1;
        asked.most = Math.max(asked.most, underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
        if (script.spoilt.includes(sender.hostObjectId)) throw new ConnectorError('sealed_record_refused');
        return grants.read(sender);
      },
      judge: async (grant) =>
        grant.status === 'connected' && grant.homeTenantId === notAllowed
          ? { ...grant, problem: { code: 'home_tenant_not_allowed' } }
          : grant,
      list: (...given) => grants.list(...given),
    },
  });
  const listStatus = createListStatus({ look, cursors: createStatusCursors(vault), now });

  /** Every page to the end. */
  async function listAll(query: Omit<Parameters<typeof listStatus>[0], 'hostTenantId' | 'cursor'> = {}) {
    const pages: Awaited<ReturnType<typeof listStatus>>[] = [];
    let cursor: string | undefined;
    do {
      const page = await listStatus({ ...query, hostTenantId, ...(cursor !== undefined && { cursor }) });
      pages.push(page);
      ({ cursor } = page);
    } while (cursor !== undefined && pages.length < 100);
    return { pages, guests: pages.flatMap(({ guests }) => guests) };
  }

  return { listStatus, listAll, addUser, addGrant, deleted, script, asked, vault, now };
}
