import { describe, expect, it } from 'vitest';
import { readConfig, type Config } from '../../../shared/config.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { listChecks, type Probes } from '../../../shared/readiness/checks.ts';
import { createReadiness } from '../../../shared/readiness/run-checks.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryKeyEncryptionKeys } from '../../fakes/memory-key-encryption-keys.ts';
import { neededSettings } from '../config-sample.ts';

const { now } = createManualClock();
const expiresAt = new Date('2027-05-17T12:00:00Z');
const secret = { ENTRA_CREDENTIAL: 'secret', CLIENT_SECRET_NAME: 'client-secret' };
const configOf = (changes: Record<string, string> = {}): Config => readConfig({ ...neededSettings, ...changes });

const allHold: Probes = {
  readIdentityToken: async () => undefined,
  useTables: async () => undefined,
  useQueue: async () => undefined,
  useBlobs: async () => undefined,
  useHostStorage: async () => undefined,
  openKeys() {
    const keys = createMemoryKeyEncryptionKeys(now);
    return [{ ...keys, current: async () => ({ ...(await keys.current()), expiresAt }) }];
  },
  readPeppers: async () => undefined,
  readClientCredentialExpiry: async () => expiresAt,
  proveClient: async () => undefined,
  checkMailboxes: async () => 'No document names a mailbox.',
  readRunTime: async () => ({ since: now(), ageSeconds: 240, etag: '1' }),
  async request({ url }) {
    const location = `${neededSettings.PUBLIC_URL}/callback?error=login_required`;
    const headers = url.includes('/authorize') ? { location } : {};
    return { status: url.includes('/authorize') ? 302 : 401, headers, body: Buffer.alloc(0), isComplete: true };
  },
};

const refuse = () => Promise.reject(new ConnectorError('storage_access_refused'));
const allRefuse: Probes = {
  readIdentityToken: refuse,
  useTables: refuse,
  useQueue: refuse,
  useBlobs: refuse,
  useHostStorage: refuse,
  openKeys: () => [{ current: refuse, unwrap: refuse }],
  readPeppers: refuse,
  readClientCredentialExpiry: refuse,
  proveClient: () => Promise.reject(new ConnectorError('internal_error')),
  checkMailboxes: refuse,
  readRunTime: async () => undefined,
  async request({ url }) {
    const body = Buffer.from(url.includes('/authorize') ? 'AADSTS50011' : '');
    return { status: 400, headers: {}, body, isComplete: true };
  },
};

/** What `GET /health/ready` answers, each check as its own line of JSON. */
async function answer(probes: Probes, config = configOf(secret)): Promise<string> {
  const { checks } = await createReadiness({ checks: listChecks(config, probes, now), now })();
  return checks.map((check) => JSON.stringify(check)).join('\n');
}

describe('listChecks', () => {
  it('answers, while everything holds, with these sentences in this order', async () => {
    expect(await answer(allHold)).toMatchInlineSnapshot(`
      "{"name":"settings","ok":true,"detail":"The settings fit together.","who":"nobody"}
      {"name":"identity","ok":true,"detail":"The managed identity gives tokens.","who":"nobody"}
      {"name":"tables","ok":true,"detail":"The identity writes, reads and deletes rows.","who":"nobody"}
      {"name":"queue","ok":true,"detail":"The identity puts, peeks and deletes messages of the delivery queue, which the host reads.","who":"nobody"}
      {"name":"blobs","ok":true,"detail":"The identity writes, reads and deletes blobs.","who":"nobody"}
      {"name":"host-storage","ok":true,"detail":"The identity writes, reads and deletes blobs of the Functions host.","who":"nobody"}
      {"name":"token-key","ok":true,"detail":"Every key wraps and unwraps; the one in use expires on 2027-05-17.","who":"nobody"}
      {"name":"pepper","ok":true,"detail":"Every pepper is there and long enough.","who":"nobody"}
      {"name":"timers","ok":true,"detail":"The timers run: the last sweep ended at 2026-01-05 07:56 UTC, the last refresh at 2026-01-05 07:56 UTC.","who":"nobody"}
      {"name":"client-credential","ok":true,"detail":"Entra accepts the secret; it expires on 2027-05-17.","who":"nobody"}
      {"name":"redirect-uri","ok":true,"detail":"Entra knows the app and its redirect URI.","who":"nobody"}
      {"name":"host-grant","ok":true,"detail":"The app is known in the host tenant. Whether openid, profile and offline_access are granted in the host tenant for everybody cannot be seen without further permissions; if a sign-in asks for approval, an administrator of the host tenant grants them.","who":"nobody"}
      {"name":"graph","ok":true,"detail":"Microsoft Graph answers.","who":"nobody"}
      {"name":"mailboxes","ok":true,"detail":"No document names a mailbox.","who":"nobody"}"
    `);
  });

  it('answers, while everything is refused, with who must act and what to do', async () => {
    const config = configOf({ ...secret, API_AUDIENCE: 'api://guestmail' });
    expect(await answer(allRefuse, config)).toMatchInlineSnapshot(`
      "{"name":"settings","ok":false,"who":"operator","detail":"The operator sets API_AUDIENCE to the API's client id, a GUID."}
      {"name":"identity","ok":false,"who":"operator","detail":"The app has no managed identity, or AZURE_CLIENT_ID names another one: the operator assigns the identity to the app and sets its client id."}
      {"name":"tables","ok":false,"who":"operator","detail":"The operator gives its identity the role Storage Table Data Contributor on the data storage account; a new role takes up to ten minutes."}
      {"name":"queue","ok":false,"who":"operator","detail":"The operator gives its identity the role Storage Queue Data Contributor on the data storage account, and sets DataStorage__queueServiceUri to QUEUE_ENDPOINT; a new role takes up to ten minutes."}
      {"name":"blobs","ok":false,"who":"operator","detail":"The operator gives its identity the role Storage Blob Data Contributor on the data storage account; a new role takes up to ten minutes."}
      {"name":"host-storage","ok":false,"who":"operator","detail":"AzureWebJobsStorage__blobServiceUri must name the storage account of the Functions host, on which the identity needs the role Storage Blob Data Owner: the operator sets both."}
      {"name":"token-key","ok":false,"who":"operator","detail":"Every key that TOKEN_KEY_NAME lists must be an RSA key with an enabled version that has not expired, and the identity needs the role Key Vault Crypto Service Encryption User on it: the operator enables or rotates the key, or gives the role."}
      {"name":"pepper","ok":false,"who":"operator","detail":"Every secret that TOKEN_PEPPER_NAME lists must be there, enabled and base64 of at least 32 bytes, and the identity needs the role Key Vault Secrets User: the operator restores the secret; a new value makes every connection unreadable."}
      {"name":"timers","ok":false,"who":"operator","detail":"Azure does not run the timers: the first sweep comes within five minutes of a start, the first refresh within an hour. If none comes, the operator deploys again, which has Azure read the triggers once more, or restarts the app. Until then idle connections are not renewed."}
      {"name":"client-credential","ok":false,"who":"operator","detail":"The client secret is missing, disabled, expired, or not one of the app registration: the operator makes a new one there and writes it, with its end, to the Key Vault secret that CLIENT_SECRET_NAME names."}
      {"name":"redirect-uri","ok":false,"who":"host_admin","detail":"Entra does not know the app of ENTRA_CLIENT_ID, or {PUBLIC_URL}/callback is not among its web redirect URIs: an administrator of the host tenant adds it to the app registration."}
      {"name":"host-grant","ok":false,"who":"host_admin","detail":"The host tenant does not know the app: an administrator of the host tenant opens the approval link of the consent page, or creates its service principal, and grants openid, profile and offline_access for everybody."}
      {"name":"graph","ok":false,"who":"operator","detail":"The service at GRAPH_URL is not Microsoft Graph: the operator corrects the address, version included, or opens the way to it through the network."}
      {"name":"mailboxes","ok":false,"who":"operator","detail":"A document of a mailbox is not as it was written, or cannot be read: the operator writes it anew."}"
    `);
  });

  it('answers with sentences of its own for each kind of credential', async () => {
    const kinds = [
      { ENTRA_CREDENTIAL: 'certificate', CLIENT_SECRET_NAME: 'client-certificate' },
      { ENTRA_CREDENTIAL: 'federated' },
    ];
    const lines: (string | undefined)[] = [];
    for (const kind of kinds) {
      for (const probes of [allHold, allRefuse]) {
        const text = await answer(probes, configOf(kind));
        lines.push(text.split('\n').find((line) => line.includes('"client-credential"')));
      }
    }
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "{"name":"client-credential","ok":true,"detail":"Entra accepts the certificate; it expires on 2027-05-17.","who":"nobody"}
      {"name":"client-credential","ok":false,"who":"operator","detail":"The certificate is missing, disabled, expired, or not one of the app registration: the operator makes a new one in Key Vault under the name in CLIENT_SECRET_NAME and adds it to the registration."}
      {"name":"client-credential","ok":true,"detail":"Entra accepts the managed identity.","who":"nobody"}
      {"name":"client-credential","ok":false,"who":"host_admin","detail":"Entra does not accept the managed identity: an administrator of the host tenant adds a federated credential for it to the app registration, which must be of the identity's own tenant."}"
    `);
  });
});
