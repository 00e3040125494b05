/**
 * Signing people in, as one object: the legs of the journey to a connected mailbox, and the session of their own page.
 */
import { ConnectorError } from '../errors.ts';
import type { CompareHomeAccount } from '../grants/compare-home-account.ts';
import type { LatestAccounts } from '../grants/grant.ts';
import type { RenewProofs } from '../grants/renew-proofs.ts';
import type { Graph } from '../graph/graph-client.ts';
import { ACCOUNT_AFTER_SESSION_SECONDS, TIMER_BATCH_MAX, TRANSACTION_KEPT_SECONDS } from '../limits.ts';
import type { TokenClient } from '../oauth/token-client.ts';
import type { Sender } from '../sender.ts';
import type { Tenants } from '../tenants/host-tenant.ts';
import type { Registrations } from '../tenants/registration.ts';
import { repeatBatches } from '../repeat-batches.ts';
import type { Vault } from '../vault/vault.ts';
import {
  createAdministratorSessions,
  type AdministratorSession,
  type AdministratorSessions,
} from './administrator-session.ts';
import { createFarewells, type Farewells } from './farewell.ts';
import { createFinishAuthorization, type FinishAuthorization } from './finish-authorization.ts';
import { createEndings, type Endings } from './ending.ts';
import type { ConnectAndRelease } from './finish-home-leg.ts';
import { findObstacle, type Obstacle } from './obstacle.ts';
import { createRedeem } from './redeem-code.ts';
import { createRedemptionBudget } from './redemption-budget.ts';
import { createSessions, type Session } from './session.ts';
import type { SessionStore } from './session-store.ts';
import { createReadHomeScopes, type ListScopes } from './read-home-scopes.ts';
import { createStartAuthorization, type SignInSettings, type StartAuthorization } from './start-authorization.ts';
import type { TransactionStore } from './transaction-store.ts';
import { createTakeForm, type TakeForm } from './take-form.ts';
import { createTransactions } from './transaction.ts';

export interface SignIn {
  start: StartAuthorization['atHost'];
  restart: StartAuthorization['restart'];
  /** Signs an administrator of the tenant of the settings in to the console. */
  startConsole: StartAuthorization['atConsole'];
  /** Throws as `openSession`; also for a session of a tenant that is not that of the settings any more. */
  openAdministrator(handle: string, browserSecret: string | undefined): Promise<AdministratorSession>;
  endAdministrator: AdministratorSessions['end'];
  /** Whether the handle was given to an administrator, whatever became of the session. */
  knowsAdministrator: AdministratorSessions['isOurs'];
  /** Uses up what a page gave its form; false where that was used, or is older than a session. */
  takeForm: TakeForm;
  finish: FinishAuthorization;
  /** @throws ConnectorError `request_expired`, `browser_mismatch` */
  openSession(handle: string, browserSecret: string | undefined): Promise<OpenedSession>;
  /** Ends a session, as far as the handle opens one. */
  endSession(handle: string, browserSecret: string | undefined): Promise<void>;
  startFarewell: Farewells['start'];
  openFarewell: Farewells['open'];
  /** For the page of a sign-in that was refused. */
  sealEnding: Endings['seal'];
  openEnding: Endings['open'];
  /** Deletes what expired, until its time is up; returns how many. */
  sweep(): Promise<number>;
}

export interface OpenedSession extends Session {
  /** Why this account cannot be connected, as the settings are now. */
  obstacle?: Obstacle;
}

export interface SignInDependencies {
  settings: SignInSettings;
  listScopes: ListScopes;
  tenants: Tenants;
  registrations: Registrations;
  store: TransactionStore;
  sessionStore: SessionStore;
  administratorStore: SessionStore;
  accounts: LatestAccounts;
  vault: Pick<Vault, 'sealForBrowser' | 'openForBrowser' | 'digest' | 'matchesDigest'>;
  tokenClient: Pick<TokenClient, 'exchangeAuthorizationCode'>;
  graph: Pick<Graph, 'readProfile' | 'probeMailbox'>;
  connect: ConnectAndRelease;
  compareHomeAccount: CompareHomeAccount;
  renewProofs: RenewProofs;
  now: () => Date;
}

export function createSignIn(given: SignInDependencies): SignIn {
  const { store, sessionStore, administratorStore, accounts, vault, ...dependencies } = given;
  const { settings, tenants, tokenClient, now } = dependencies;
  const transactions = createTransactions({ store, vault, now });
  const sessions = createSessions({ store: sessionStore, accounts, vault, now });
  const administratorSessions = createAdministratorSessions({ store: administratorStore, vault, now });
  const farewells = createFarewells(transactions);
  const endings = createEndings({ vault, now });
  const readHomeScopes = createReadHomeScopes(dependencies);
  const startAuthorization = createStartAuthorization({ ...dependencies, readHomeScopes, transactions });
  const redeem = createRedeem({ settings, readHomeScopes, tokenClient, withinBudget: createRedemptionBudget(now) });
  return {
    start: startAuthorization.atHost,
    restart: startAuthorization.restart,
    finish: createFinishAuthorization({
      ...dependencies,
      readHomeScopes,
      redeem,
      transactions,
      sessions,
      administratorSessions,
      startAuthorization,
    }),
    async openSession(handle, browserSecret) {
      const session = await sessions.open(handle, browserSecret);
      const tenant = await tenants.read(session.sender.hostTenantId);
      if (!tenant) throw new ConnectorError('request_expired');
      const obstacle = findObstacle(session.home, tenant);
      return { ...session, ...(obstacle && { obstacle }) };
    },
    startConsole: startAuthorization.atConsole,
    async openAdministrator(handle, browserSecret) {
      const session = await administratorSessions.open(handle, browserSecret);
      if (session.sender.hostTenantId !== settings.hostTenantId) throw new ConnectorError('request_expired');
      return session;
    },
    endAdministrator: administratorSessions.end,
    knowsAdministrator: administratorSessions.isOurs,
    takeForm: createTakeForm({ store, now }),
    endSession: sessions.end,
    startFarewell: farewells.start,
    openFarewell: farewells.open,
    sealEnding: endings.seal,
    openEnding: endings.open,
    async sweep() {
      let deleted = 0;
      await repeatBatches(now, async () => {
        const kept = new Date(now().getTime() - TRANSACTION_KEPT_SECONDS * 1000);
        // Only a session says where the account that signed in is.
        const soon = new Date(now().getTime() + ACCOUNT_AFTER_SESSION_SECONDS * 1000);
        const forget = (sender: Sender) => accounts.removeExpiredAccount(sender, soon);
        const counts = [
          await store.sweep(kept, TIMER_BATCH_MAX),
          await sessionStore.sweep(now(), TIMER_BATCH_MAX, forget),
          await administratorStore.sweep(now(), TIMER_BATCH_MAX, async () => {}),
        ];
        for (const count of counts) deleted += count;
        return counts.some((count) => count >= TIMER_BATCH_MAX);
      });
      return deleted;
    },
  };
}
