/**
 * Signing people in, as one object: the legs of the journey to a connected mailbox, and the session of their own page.
 */
import { ConnectorError } from '../errors.ts';
import type { CompareHomeAccount } from '../grants/compare-home-account.ts';
import type { Connect } from '../grants/connect.ts';
import type { RenewProofs } from '../grants/renew-proofs.ts';
import type { Graph } from '../graph/graph-client.ts';
import { TIMER_BATCH_MAX } from '../limits.ts';
import type { TokenClient } from '../oauth/token-client.ts';
import type { Tenants } from '../tenants/host-tenant.ts';
import type { Registrations } from '../tenants/registration.ts';
import type { Vault } from '../vault/vault.ts';
import { createFinishAuthorization, type FinishAuthorization } from './finish-authorization.ts';
import { createRedeem } from './redeem-code.ts';
import type { Session } from './session.ts';
import { createStartAuthorization, type SignInSettings, type StartAuthorization } from './start-authorization.ts';
import type { TransactionStore } from './transaction-store.ts';
import { createTransactions } from './transaction.ts';

export interface SignIn {
  start: StartAuthorization['atHost'];
  restart: StartAuthorization['restart'];
  finish: FinishAuthorization;
  /** @throws ConnectorError `request_expired`, `browser_mismatch` */
  openSession(handle: string, browserSecret: string | undefined): Promise<Session>;
  /** Deletes transactions that expired, a bounded number; returns how many. */
  sweep(): Promise<number>;
}

export interface SignInDependencies {
  settings: SignInSettings;
  tenants: Tenants;
  registrations: Registrations;
  store: TransactionStore;
  vault: Pick<Vault, 'sealTransaction' | 'openTransaction'>;
  tokenClient: Pick<TokenClient, 'exchangeAuthorizationCode'>;
  graph: Pick<Graph, 'readProfile' | 'probeMailbox'>;
  connect: Connect;
  compareHomeAccount: CompareHomeAccount;
  renewProofs: RenewProofs;
  now: () => Date;
}

export function createSignIn({ store, vault, ...dependencies }: SignInDependencies): SignIn {
  const { settings, tenants, tokenClient, now } = dependencies;
  const transactions = createTransactions({ store, vault, now });
  const startAuthorization = createStartAuthorization({ ...dependencies, transactions });
  const redeem = createRedeem({ settings, tokenClient });
  return {
    start: startAuthorization.atHost,
    restart: startAuthorization.restart,
    finish: createFinishAuthorization({ ...dependencies, redeem, transactions, startAuthorization }),
    async openSession(handle, browserSecret) {
      const { session } = (await transactions.open(handle, browserSecret, 'session')).transaction;
      if (!(await tenants.read(session.sender.hostTenantId))) throw new ConnectorError('request_expired');
      return session;
    },
    sweep: () => store.sweep(now(), TIMER_BATCH_MAX),
  };
}
