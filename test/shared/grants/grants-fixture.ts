/**
 * The life of a grant on memory: stores, a real vault, and an Entra and a Graph that answer what a test tells them to.
 */
import type { MessageStore } from '../../../shared/outbox/message.ts';
import { createAccessTokens } from '../../../shared/grants/access-token.ts';
import { createCompareHomeAccount } from '../../../shared/grants/compare-home-account.ts';
import { createConnect, type ConnectRequest } from '../../../shared/grants/connect.ts';
import { createDisconnect } from '../../../shared/grants/disconnect.ts';
import { createErase } from '../../../shared/grants/erase.ts';
import { createFindSender } from '../../../shared/grants/find-sender.ts';
import { createInspectGrant } from '../../../shared/grants/inspect-grant.ts';
import { createJudgeConnection } from '../../../shared/grants/judge-connection.ts';
import { createOpenGrant } from '../../../shared/grants/open-grant.ts';
import { createRestorePlace } from '../../../shared/grants/restore-place.ts';
import type { Grant, Versioned } from '../../../shared/grants/grant.ts';
import type { MailboxProfile, MailboxReader } from '../../../shared/grants/proofs.ts';
import { createRefreshGrants } from '../../../shared/grants/refresh-grants.ts';
import { createRefreshTokens } from '../../../shared/grants/refresh-tokens.ts';
import { createRenewProofs } from '../../../shared/grants/renew-proofs.ts';
import { createStandingGrants } from '../../../shared/grants/standing-grants.ts';
import { createSweepGrants } from '../../../shared/grants/sweep-grants.ts';
import type { TokenSet } from '../../../shared/grants/token-set.ts';
import type { TokenClient, TokenResult } from '../../../shared/oauth/token-client.ts';
import type { Sender } from '../../../shared/sender.ts';
import { createRequireHomeTenant } from '../../../shared/tenants/home-tenants.ts';
import type { HostTenant } from '../../../shared/tenants/host-tenant.ts';
import type { Registrations } from '../../../shared/tenants/registration.ts';
import { createVault } from '../../../shared/vault/vault.ts';
import { signIn } from '../../contract/samples.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryContentKeyStore } from '../../fakes/memory-content-key-store.ts';
import { createMemoryDataKeyStore } from '../../fakes/memory-data-key-store.ts';
import { createMemoryDueStore } from '../../fakes/memory-due-store.ts';
import { createMemoryGrantStore } from '../../fakes/memory-grant-store.ts';
import { createMemoryKeyEncryptionKeys } from '../../fakes/memory-key-encryption-keys.ts';
import { createMemoryMessageStore } from '../../fakes/memory-message-store.ts';
import { createMemoryNameStore } from '../../fakes/memory-name-store.ts';
import { createMemoryPeppers } from '../../fakes/memory-peppers.ts';
import { createMemoryRewrapProgress } from '../../fakes/memory-rewrap-progress.ts';
import { createMemoryTenantKeyStore } from '../../fakes/memory-tenant-key-store.ts';
import { createMemoryTestTimesStore } from '../../fakes/memory-test-times-store.ts';
import { clientId, homeTenantId, hostTenantId, registrations, tenant } from '../sign-in/sign-in-sample.ts';

export const scopes = ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send'];

const objectId = (kind: string, number: number) => `${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const senderOf = (number: number): Sender => ({ hostTenantId, hostObjectId: objectId('00000b05', number) });
export const homeObjectIdOf = (number: number): string => objectId('00000a0e', number);
export const ann = senderOf(1);
export const annUserPrincipalName = 'Ann_fabrikam.com#EXT#@contoso.onmicrosoft.com';

/** Creates everything anew; `lifetimeSeconds` is that of the access tokens Entra gives. */
export function createGrantsFixture({ lifetimeSeconds = 3600 } = {}) {
  const clock = createManualClock();
  const { now } = clock;
  const dataKeys = createMemoryDataKeyStore(now);
  const grants = createMemoryGrantStore();
  const names = createMemoryNameStore();
  const due = createMemoryDueStore();
  const testTimes = createMemoryTestTimesStore();
  const messages: MessageStore = createMemoryMessageStore({ now });
  const keyEncryptionKeys = createMemoryKeyEncryptionKeys(now);
  const rewrapProgress = createMemoryRewrapProgress();
  const tenantKeys = createMemoryTenantKeyStore();
  const contentKeys = createMemoryContentKeyStore();
  const keys = { keyEncryptionKeys, peppers: createMemoryPeppers(), tenantKeys, contentKeys, rewrapProgress, now };
  const vault = createVault({ ...keys, dataKeys });

  const entra = {
    /** Requests to refresh, in order. */
    refreshes: [] as Parameters<TokenClient['refresh']>[0][],
    answer: async (request: Parameters<TokenClient['refresh']>[0]): Promise<TokenResult> => {
      const round = entra.refreshes.length;
      return {
        idTokenClaims: {},
        clientInfo: { uid: request.homeObjectId, utid: request.homeTenantId },
        accessToken: `access ${round} of ${request.homeObjectId}`,
        expiresAt: new Date(now().getTime() + lifetimeSeconds * 1000),
        scopes: ['User.Read', 'Mail.Send'],
        hasRefreshToken: true,
        cache: `cache ${round} of ${request.homeObjectId}`,
      };
    },
  };
  const tokenClient: Pick<TokenClient, 'refresh'> = {
    async refresh(request) {
      entra.refreshes.push(request);
      return entra.answer(request);
    },
  };
  /** What the directory says of an account by its access token; default: what the person was connected with. */
  const graph = {
    reads: [] as string[],
    probe: { kind: 'exists' } as Awaited<ReturnType<MailboxReader['probeMailbox']>>,
    profile: (person: string): MailboxProfile => {
      const address = `person${person}@fabrikam.com`;
      return { address, userPrincipalName: address, addresses: [address] };
    },
    async readProfile(accessToken: string) {
      graph.reads.push(accessToken);
      return graph.profile(String(Number(accessToken.split('-').at(-1))));
    },
    probeMailbox: async () => graph.probe,
  };
  const stores = { grants, names, due, dataKeys, testTimes, messages };
  /** Under whose contested names somebody came across, in order. */
  const contests: Sender[] = [];
  const noteContest = (sender: Sender) => void contests.push(sender);
  /** When the directory of the host tenant was last read. */
  const directory: { readAt?: Date } = {};
  /** Whose session was ended, in order. */
  const endedSessions: Sender[] = [];
  /** The one host tenant; a test may change its lists. */
  const served: { tenant: HostTenant | undefined } = { tenant };
  const requireHomeTenant = createRequireHomeTenant({
    read: async (id) => (id === served.tenant?.id ? served.tenant : undefined),
  });
  const open = (changes: Partial<typeof stores> = {}, known: Registrations = registrations, wanted = scopes) => {
    const used = { ...stores, ...changes };
    const ownVault = createVault({ ...keys, dataKeys: used.dataKeys });
    const { lowerFences } = used.messages;
    const standing = createStandingGrants({ grants: used.grants, lowerFences, now });
    const common = { ...used, grants: standing, vault: ownVault, noteContest, now };
    const findSender = createFindSender(common);
    const openGrant = createOpenGrant(common);
    const refreshTokens = createRefreshTokens({
      ...common,
      tokenClient,
      registrations: known,
      requireHomeTenant,
      scopes: wanted,
    });
    const renewProofs = createRenewProofs({ ...common, graph, refreshTokens, requireHomeTenant });
    const judge = createJudgeConnection({ requireHomeTenant, scopes: wanted });
    const endSession = async (sender: Sender) => void endedSessions.push(sender);
    const disconnect = createDisconnect({ ...common, endSession });
    const traces = { readTestTimes: used.testTimes.read, forgetSender: used.messages.forgetSender };
    return {
      findSender,
      openGrant,
      inspectGrant: createInspectGrant({
        openGrant,
        restorePlace: createRestorePlace(common),
        judge,
        registrations: known,
        now,
      }),
      refreshTokens,
      renewProofs,
      disconnect,
      erase: createErase({ ...common, disconnect, endSession, traces, historyDays: 30 }),
      connect: createConnect(common),
      accessTokens: createAccessTokens({
        ...common,
        findSender,
        openGrant,
        refreshTokens,
        renewProofs,
        requireHomeTenant,
      }),
      compareHomeAccount: createCompareHomeAccount(common),
      refreshGrants: createRefreshGrants({ ...common, openGrant, refreshTokens, renewProofs }),
      sweepGrants: createSweepGrants({
        ...common,
        disconnect: createDisconnect({ ...common, endSession: async () => {} }),
        traces,
        readDirectoryAt: async () => directory.readAt,
      }),
    };
  };
  const instance = open();

  const tokensOf = (number: number, changes: Partial<TokenSet> = {}): TokenSet => ({
    accessToken: `access 0 of ${homeObjectIdOf(number)}`,
    expiresAt: now().getTime() + lifetimeSeconds * 1000,
    scopes: ['User.Read', 'Mail.Send'],
    cache: `cache 0 of ${homeObjectIdOf(number)}`,
    mailbox: `person${number}@fabrikam.com`,
    addresses: [(changes.mailbox ?? `person${number}@fabrikam.com`).toLowerCase()],
    provenAt: now().getTime(),
    ...changes,
  });
  const requestOf = (number: number, changes: Partial<TokenSet> = {}): ConnectRequest => ({
    sender: senderOf(number),
    homeTenantId,
    homeObjectId: homeObjectIdOf(number),
    clientId,
    tokens: tokensOf(number, changes),
    requireLatest: () => signIn(grants, senderOf(number)),
  });
  return {
    ...stores,
    ...instance,
    clock,
    now,
    contests,
    noteContest,
    endedSessions,
    directory,
    vault,
    keyEncryptionKeys,
    entra,
    graph,
    served,
    /** Another instance of the app on the same rows; `changes` stand in for stores, `known` for the registrations, `wanted` for the scopes. */
    open,
    tokensOf,
    requestOf,
    connectPerson: (number: number, changes: Partial<TokenSet> = {}) => instance.connect(requestOf(number, changes)),
    async readGrant(sender: Sender): Promise<Versioned<Grant>> {
      const { grant } = await grants.read(sender);
      if (!grant) throw new Error('There is no grant.');
      return grant;
    },
    /** The access token that a send as this reference would use, or the code of the refusal. */
    async accessTokenOf(reference: string, patience?: 'patient'): Promise<string> {
      return instance.accessTokens.read(hostTenantId, reference, undefined, patience ? { patience } : {}).then(
        ({ accessToken }) => accessToken,
        (error: { code: string }) => error.code,
      );
    },
  };
}

export type GrantsFixture = ReturnType<typeof createGrantsFixture>;
