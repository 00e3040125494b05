/**
 * Every readiness check, in the order in which to fix an installation: its name, what is tried, the sentence when
 * that holds, who must act when it is refused, and what they do.
 *
 * A check with logic of its own has a file beside this one. run-checks.ts tells a refusal from an outage. Names and sentences
 * are what `GET /health/ready` answers and `npm run preflight` prints.
 */
import type { Config } from '../config.ts';
import type { HttpRequest } from '../http/http-request.ts';
import type { KeyEncryptionKeys } from '../vault/key-encryption-key.ts';
import { checkClientCredential } from './check-client-credential.ts';
import { checkGraph } from './check-graph.ts';
import { checkHostGrant } from './check-host-grant.ts';
import { checkRedirectUri } from './check-redirect-uri.ts';
import { checkSettings, findSettingsProblems } from './check-settings.ts';
import { checkTimers } from './check-timers.ts';
import { checkTokenKeys } from './check-token-keys.ts';
import type { Check } from './check.ts';
import type { RunTimes } from './run-times.ts';

/** What is tried. No call uses what the connector remembers; all throw ConnectorError. */
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
  /** What was found of mailboxes that documents name. @throws ConnectorError with `who` and `detail` */
  checkMailboxes(): Promise<string>;
  readRunTime: RunTimes['read'];
  request: HttpRequest;
}

/** The whole table. */
export function listChecks(config: Config, probes: Probes, now: () => Date): Check[] {
  return [...checksOfInstallation(config, probes, now), ...checksOfMicrosoft(config, probes, now)];
}

const operator = (detail: string) => ({ who: 'operator', detail }) as const;
const hostAdmin = (detail: string) => ({ who: 'host_admin', detail }) as const;

async function holds(tried: Promise<void>, sentence: string): Promise<string> {
  await tried;
  return sentence;
}

/** Settings, identity, storage and Key Vault. */
function checksOfInstallation(config: Config, probes: Probes, now: () => Date): Check[] {
  return [
    {
      name: 'settings',
      run: () => checkSettings(config),
      remedy: operator(findSettingsProblems(config).join(' ')),
    },
    {
      name: 'identity',
      run: () => holds(probes.readIdentityToken(), 'The managed identity gives tokens.'),
      remedy: operator(
        'The app has no managed identity, or AZURE_CLIENT_ID names another one: the operator assigns the identity to the app and sets its client id.',
      ),
    },
    {
      name: 'tables',
      run: () => holds(probes.useTables(), 'The identity writes, reads and deletes rows.'),
      remedy: operator(
        'The operator gives its identity the role Storage Table Data Contributor on the data storage account; a new role takes up to ten minutes.',
      ),
    },
    {
      name: 'queue',
      run: () =>
        holds(
          probes.useQueue(),
          'The identity puts, peeks and deletes messages of the delivery queue, which the host reads.',
        ),
      remedy: operator(
        'The operator gives its identity the role Storage Queue Data Contributor on the data storage account, and sets DataStorage__queueServiceUri to QUEUE_ENDPOINT; a new role takes up to ten minutes.',
      ),
    },
    {
      name: 'blobs',
      run: () => holds(probes.useBlobs(), 'The identity writes, reads and deletes blobs.'),
      remedy: operator(
        'The operator gives its identity the role Storage Blob Data Contributor on the data storage account; a new role takes up to ten minutes.',
      ),
    },
    {
      // The host keeps the locks of its timers and the package there. An identity that only reads cannot lock.
      name: 'host-storage',
      run: () => holds(probes.useHostStorage(), 'The identity writes, reads and deletes blobs of the Functions host.'),
      remedy: operator(
        'AzureWebJobsStorage__blobServiceUri must name the storage account of the Functions host, on which the identity needs the role Storage Blob Data Owner: the operator sets both.',
      ),
    },
    {
      name: 'token-key',
      run: () => checkTokenKeys({ openKeys: probes.openKeys, now }),
      remedy: operator(
        'Every key that TOKEN_KEY_NAME lists must be an RSA key with an enabled version that has not expired, and the identity needs the role Key Vault Crypto Service Encryption User on it: the operator enables or rotates the key, or gives the role.',
      ),
    },
    {
      name: 'pepper',
      run: () => holds(probes.readPeppers(), 'Every pepper is there and long enough.'),
      remedy: operator(
        'Every secret that TOKEN_PEPPER_NAME lists must be there, enabled and base64 of at least 32 bytes, and the identity needs the role Key Vault Secrets User: the operator restores the secret; a new value makes every connection unreadable.',
      ),
    },
    {
      name: 'timers',
      run: () => checkTimers({ readRunTime: probes.readRunTime, now }),
      remedy: operator(
        'Azure does not run the timers: the first sweep comes within five minutes of a start, the first refresh within an hour. If none comes, the operator deploys again, which has Azure read the triggers once more, or restarts the app. Until then idle connections are not renewed.',
      ),
    },
  ];
}

/** The app registration and Microsoft Graph. */
function checksOfMicrosoft(config: Config, probes: Probes, now: () => Date): Check[] {
  const { proveClient, readClientCredentialExpiry: readExpiry, request } = probes;
  const kind = config.entraCredential;
  return [
    {
      name: 'client-credential',
      run: () => checkClientCredential({ kind, readExpiry, proveClient, now }),
      remedy: credentialRemedies[kind],
    },
    {
      name: 'redirect-uri',
      run: () => checkRedirectUri({ config, request }),
      remedy: hostAdmin(
        'Entra does not know the app of ENTRA_CLIENT_ID, or {PUBLIC_URL}/callback is not among its web redirect URIs: an administrator of the host tenant adds it to the app registration.',
      ),
    },
    {
      name: 'host-grant',
      run: () => checkHostGrant(proveClient),
      remedy: hostAdmin(
        'The host tenant does not know the app: an administrator of the host tenant opens the approval link of the consent page, or creates its service principal, and grants openid, profile and offline_access for everybody.',
      ),
    },
    {
      name: 'graph',
      run: () => checkGraph({ config, request }),
      remedy: operator(
        'The service at GRAPH_URL is not Microsoft Graph: the operator corrects the address, version included, or opens the way to it through the network.',
      ),
    },
    {
      name: 'mailboxes',
      run: () => probes.checkMailboxes(),
      remedy: operator(
        'A document of a mailbox is not as it was written, or cannot be read: the operator writes it anew.',
      ),
    },
  ];
}

const credentialRemedies: Record<Config['entraCredential'], Check['remedy']> = {
  secret: operator(
    'The client secret is missing, disabled, expired, or not one of the app registration: the operator makes a new one there and writes it, with its end, to the Key Vault secret that CLIENT_SECRET_NAME names.',
  ),
  certificate: operator(
    'The certificate is missing, disabled, expired, or not one of the app registration: the operator makes a new one in Key Vault under the name in CLIENT_SECRET_NAME and adds it to the registration.',
  ),
  federated: hostAdmin(
    "Entra does not accept the managed identity: an administrator of the host tenant adds a federated credential for it to the app registration, which must be of the identity's own tenant.",
  ),
};
