/**
 * Every readiness check, in the order in which one puts an installation right.
 */
import type { Config } from '../config.ts';
import type { HttpRequest } from '../http/http-request.ts';
import type { KeyEncryptionKeys } from '../vault/key-encryption-key.ts';
import { checkBlobs } from './check-blobs.ts';
import { checkClientCredential } from './check-client-credential.ts';
import { checkGraph } from './check-graph.ts';
import { checkHostGrant } from './check-host-grant.ts';
import { checkHostStorage } from './check-host-storage.ts';
import { checkIdentity } from './check-identity.ts';
import { checkPeppers } from './check-peppers.ts';
import { checkQueue } from './check-queue.ts';
import { checkRedirectUri } from './check-redirect-uri.ts';
import { checkSettings } from './check-settings.ts';
import { checkTables } from './check-tables.ts';
import { checkTokenKeys } from './check-token-keys.ts';
import type { Check } from './check.ts';

/** What is tried. Every call is made anew, without what the connector remembers; all throw ConnectorError. */
export interface Probes {
  readIdentityToken(): Promise<void>;
  useTables(): Promise<void>;
  useQueue(): Promise<void>;
  useBlobs(): Promise<void>;
  useHostStorage(): Promise<void>;
  openKeys(): KeyEncryptionKeys[];
  readPeppers(): Promise<void>;
  readClientCredentialExpiry(): Promise<Date | undefined>;
  proveClient(): Promise<void>;
  request: HttpRequest;
}

export function listChecks(config: Config, probes: Probes, now: () => Date): Check[] {
  const { proveClient, request } = probes;
  return [
    checkSettings(config),
    checkIdentity(probes.readIdentityToken),
    checkTables(probes.useTables),
    checkQueue(probes.useQueue),
    checkBlobs(probes.useBlobs),
    checkHostStorage(probes.useHostStorage),
    checkTokenKeys({ openKeys: probes.openKeys, now }),
    checkPeppers(probes.readPeppers),
    checkClientCredential({
      kind: config.entraCredential,
      readExpiry: probes.readClientCredentialExpiry,
      proveClient,
      now,
    }),
    checkRedirectUri({ config, request }),
    checkHostGrant(proveClient),
    checkGraph({ config, request }),
  ];
}
