/** What the stage around the legs of a sign-in does and saw; at first everything goes well. */
import type { ConnectorError } from '../../../shared/errors.ts';
import type { ComparedAccount } from '../../../shared/grants/compare-home-account.ts';
import type { Grant } from '../../../shared/grants/grant.ts';
import type { ConnectRequest } from '../../../shared/grants/connect.ts';
import { createAdministratorSessions } from '../../../shared/sign-in/administrator-session.ts';
import { createFinishAuthorization } from '../../../shared/sign-in/finish-authorization.ts';
import type { FinishedLeg } from '../../../shared/sign-in/leg.ts';
import { createRedeem } from '../../../shared/sign-in/redeem-code.ts';
import { createStartAuthorization } from '../../../shared/sign-in/start-authorization.ts';
import type { MailboxProbe } from '../../../shared/graph/probe-mailbox.ts';
import type { TokenClient, TokenResult } from '../../../shared/oauth/token-client.ts';
import { createRedemptionBudget } from '../../../shared/sign-in/redemption-budget.ts';
import { createSessions } from '../../../shared/sign-in/session.ts';
import type { TransactionKey } from '../../../shared/sign-in/transaction-store.ts';
import { createMemoryGrantStore } from '../../fakes/memory-grant-store.ts';
import { createMemorySessionStore } from '../../fakes/memory-session-store.ts';
import { createTransactions } from '../../../shared/sign-in/transaction.ts';
import { createMemoryTransactionStore } from '../../fakes/memory-transaction-store.ts';
import {
  account,
  answerOf,
  claimsOf,
  homeObjectId,
  hostTenantId,
  registrations,
  readHomeScopes,
  settings,
  tenant,
  tenants,
} from './sign-in-sample.ts';
import { ann, createGrantsFixture } from '../grants/grants-fixture.ts';

const { vault, now } = createGrantsFixture();
export const secret = 'A'.repeat(43);
export const browser = { secret, handles: [] as string[] };
type Exchange = Parameters<TokenClient['exchangeAuthorizationCode']>[0];

export function createStage() {
  const stage = {
    exchanges: [] as Exchange[],
    connected: [] as ConnectRequest[],
    claims: {} as Record<string, unknown>,
    result: {} as Partial<TokenResult>,
    exchangeFails: undefined as ConnectorError | undefined,
    connectFails: undefined as Error | undefined,
    compared: { isOther: false } as ComparedAccount,
    comparisons: [] as unknown[],
    renewals: [] as unknown[],
    names: [] as Grant['names'],
    renewFails: undefined as Error | undefined,
    probe: { kind: 'exists' } as MailboxProbe,
    isServed: true,
    served: tenant,
    isRegistered: true,
    /** Transactions that were recorded as used. */
    uses: 0,
  };
  const memory = createMemoryTransactionStore();
  const store = { ...memory, use: (key: TransactionKey) => ((stage.uses += 1), memory.use(key)) };
  const transactions = createTransactions({ store, vault, now });
  const accounts = createMemoryGrantStore();
  const sessions = createSessions({ store: createMemorySessionStore(), accounts, vault, now });
  const startAuthorization = createStartAuthorization({ settings, readHomeScopes, registrations, transactions });
  const tokenClient: Pick<TokenClient, 'exchangeAuthorizationCode'> = {
    async exchangeAuthorizationCode(request) {
      stage.exchanges.push(request);
      if (stage.exchangeFails) throw stage.exchangeFails;
      const { tenantId, nonce } = request;
      const isHost = tenantId === hostTenantId;
      const claims = claimsOf(tenantId, isHost ? ann.hostObjectId : homeObjectId, now());
      return answerOf({ ...claims, nonce, ...stage.claims }, account, {
        accessToken: `access token of ${isHost ? 'the host leg' : 'the home leg'}`,
        expiresAt: new Date(now().getTime() + 3_600_000),
        ...stage.result,
      });
    },
  };
  const finish = createFinishAuthorization({
    settings,
    readHomeScopes,
    tenants: { read: async (id) => (stage.isServed && (await tenants.read(id)) ? stage.served : undefined) },
    registrations: { read: async (id) => (stage.isRegistered ? registrations.read(id) : undefined) },
    transactions,
    sessions,
    administratorSessions: createAdministratorSessions({ store: createMemorySessionStore(), vault, now }),
    redeem: createRedeem({ settings, readHomeScopes, tokenClient, withinBudget: createRedemptionBudget(now) }),
    startAuthorization,
    graph: {
      readProfile: async () => ({ address: 'ann@fabrikam.com', userPrincipalName: 'ann@fabrikam.com', addresses: [] }),
      probeMailbox: async () => stage.probe,
    },
    compareHomeAccount: async (sender, home) => {
      stage.comparisons.push({ sender, home });
      return stage.compared;
    },
    renewProofs: async (sender, userPrincipalName) => {
      stage.renewals.push({ sender, userPrincipalName });
      if (stage.renewFails) throw stage.renewFails;
      return { grant: { names: stage.names } } as never;
    },
    connect: async (request) => {
      if (stage.connectFails) throw stage.connectFails;
      await request.requireLatest();
      stage.connected.push(request);
      const { sender, homeTenantId, homeObjectId: id } = request;
      return { sender, homeTenantId, homeObjectId: id, generation: 3, names: stage.names } as Grant;
    },
    now,
  });
  const stateOf = (url: string) => new URL(url).searchParams.get('state') ?? undefined;
  const answer = (state: string | undefined, changes: object = {}) => ({
    state,
    code: 'code',
    error: undefined,
    errorDescription: undefined,
    ...changes,
  });
  const startHost = async (purpose: 'connect' | 'manage' = 'connect') =>
    stateOf((await startAuthorization.atHost(tenant, secret, purpose)).url);
  const urlOf = (leg: FinishedLeg) => (leg.kind === 'redirect' ? leg.url : '');
  return {
    stage,
    transactions,
    sessions,
    startAuthorization,
    finish,
    answer,
    startHost,
    stateOf,
    urlOf,
    /** The state of a home leg, after a host leg that went well. */
    startHome: async () => stateOf(urlOf(await finish(browser, answer(await startHost())))),
  };
}
