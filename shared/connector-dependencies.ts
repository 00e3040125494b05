/**
 * What the connector is put together from: settings, stores, vault, clients and the clock. Types only.
 */
import type { AccessTokenVerifier } from './callers/verify-access-token.ts';
import type { Config } from './config.ts';
import type { DueStore, GrantStore, NameStore } from './grants/grant.ts';
import type { Graph } from './graph/graph-client.ts';
import type { MessageStore } from './outbox/message.ts';
import type { TokenClient } from './oauth/token-client.ts';
import type { TransactionStore } from './sign-in/transaction-store.ts';
import type { Check } from './readiness/check.ts';
import type { Measurements } from './readiness/measure.ts';
import type { DataKeyStore } from './vault/data-key-store.ts';
import type { Vault } from './vault/vault.ts';

export interface ConnectorDependencies {
  config: Config;
  stores: {
    grants: GrantStore;
    names: NameStore;
    due: DueStore;
    transactions: TransactionStore;
    messages: MessageStore;
    dataKeys: DataKeyStore;
  };
  vault: Vault;
  tokenClient: TokenClient;
  graph: Graph;
  verifyAccessToken: AccessTokenVerifier;
  checks: readonly Check[];
  /** Never throws. */
  measure: () => Promise<Measurements>;
  now: () => Date;
}
