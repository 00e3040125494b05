/**
 * The connector as it is, on stores in memory, with an Entra and a Graph that answer what a test tells them.
 *
 * People are named by a short key; the code that a redirect carries is the key of whoever signed in.
 */
import { compose, type Parts } from '../../functions/compose.ts';
import { createDoorSources } from '../../functions/kept-documents.ts';
import type { Callback } from '../../shared/callbacks/callback.ts';
import type { Right } from '../../shared/callers/caller.ts';
import { createSigningSecrets } from '../../shared/callers/signing-secrets.ts';
import type { SourceDocument } from '../../shared/callers/source-document.ts';
import type { AccessTokenVerifier } from '../../shared/callers/verify-access-token.ts';
import { createVerifySignature } from '../../shared/callers/verify-signature.ts';
import { readConfig, type Config } from '../../shared/config.ts';
import { ConnectorError } from '../../shared/errors.ts';
import type { MailboxProbe } from '../../shared/graph/probe-mailbox.ts';
import type { Profile } from '../../shared/graph/profile.ts';
import type { SendOutcome } from '../../shared/graph/send-mail.ts';
import type { TokenResult } from '../../shared/oauth/token-client.ts';
import { createTenancy } from '../../shared/configuration/tenancy.ts';
import { createVault } from '../../shared/vault/vault.ts';
import { neededSettings } from '../shared/config-sample.ts';
import { claimsOf, homeTenantId, hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { createManualClock } from './manual-clock.ts';
import { createMemoryActivityStore } from './memory-activity-store.ts';
import { createMemoryAttachmentStore } from './memory-attachment-store.ts';
import { createMemoryCellBlobs } from './memory-cell-blobs.ts';
import { createMemoryCallbackRows } from './memory-callback-rows.ts';
import { createMemoryChangedSenders } from './memory-changed-senders.ts';
import { createMemoryConfigurationStore } from './memory-configuration-store.ts';
import { createMemoryContentKeyStore } from './memory-content-key-store.ts';
import { createMemoryContentBlobs } from './memory-content-blobs.ts';
import { createMemoryDataKeyStore } from './memory-data-key-store.ts';
import { createMemoryDeliveryQueue } from './memory-delivery-queue.ts';
import { createMemoryDirectoryPlaces } from './memory-directory-places.ts';
import { createMemoryDueAttachments } from './memory-due-attachments.ts';
import { createMemoryDrafts } from './memory-drafts.ts';
import { createMemoryDueStore } from './memory-due-store.ts';
import { createMemoryGuests } from './memory-guests.ts';
import { createMemoryGrantStore } from './memory-grant-store.ts';
import { createMemoryHeldHints } from './memory-held-hints.ts';
import { createMemoryKeyEncryptionKeys } from './memory-key-encryption-keys.ts';
import { createMemoryMailboxLoadRows } from './memory-mailbox-load-rows.ts';
import { createMemoryMessageStore } from './memory-message-store.ts';
import { createMemoryNameStore } from './memory-name-store.ts';
import { createMemoryPeppers } from './memory-peppers.ts';
import { createMemoryProviders } from './memory-providers.ts';
import { createMemoryRewrapProgress } from './memory-rewrap-progress.ts';
import { createMemoryRunTimes } from './memory-run-times.ts';
import { createMemorySessionStore } from './memory-session-store.ts';
import { createMemorySuspendedPeople } from './memory-suspended-people.ts';
import { createMemoryTenantKeyStore } from './memory-tenant-key-store.ts';
import { createMemoryTestTimesStore } from './memory-test-times-store.ts';
import { createMemoryTransactionStore } from './memory-transaction-store.ts';

export const { PUBLIC_URL: publicUrl } = neededSettings;

/** Client ids of two applications that may send and manage senders. */
export const erp = '0000ca11-0000-4000-8000-000000000001';
export const otherApp = '0000ca11-0000-4000-8000-000000000002';

/** Of every door. */
export const doorSecret = 'k'.repeat(43);

/** Object ids of a person, in the host tenant and at home; their address is `{key}@fabrikam.com`. */
export function personOf(key: string) {
  const digits = Buffer.from(key).toString('hex').padStart(12, '0').slice(-12);
  return {
    hostObjectId: `00000b05-0000-4000-8000-${digits}`,
    homeObjectId: `00000a0e-0000-4000-8000-${digits}`,
    address: `${key}@fabrikam.com`,
  };
}

export type MemoryConnector = ReturnType<typeof createMemoryConnector>;

/** `replace` swaps parts for others, such as a store that fails. */
export function createMemoryConnector(replace: (parts: Parts) => object = () => ({})) {
  const clock = createManualClock();
  const { now } = clock;
  const config: Config = readConfig({ ...neededSettings, HOST_NAME: 'Contoso' });
  const deliveryQueue = createMemoryDeliveryQueue({ now });
  const cells = createMemoryCellBlobs();
  const stores = {
    grants: createMemoryGrantStore(),
    names: createMemoryNameStore(),
    due: createMemoryDueStore(),
    transactions: createMemoryTransactionStore(),
    sessions: createMemorySessionStore(),
    administratorSessions: createMemorySessionStore(),
    testTimes: createMemoryTestTimesStore(),
    messages: createMemoryMessageStore({ now }),
    dataKeys: createMemoryDataKeyStore(clock.now),
    runTimes: createMemoryRunTimes({ now }),
    heldHints: createMemoryHeldHints(),
    mailboxLoads: createMemoryMailboxLoadRows(),
    changedSenders: createMemoryChangedSenders(),
    callbackRows: createMemoryCallbackRows(),
    directoryPlaces: createMemoryDirectoryPlaces(),
    suspendedPeople: createMemorySuspendedPeople(),
    activity: createMemoryActivityStore(),
    attachments: createMemoryAttachmentStore(),
    dueAttachments: createMemoryDueAttachments(),
  };
  const vault = createVault({
    keyEncryptionKeys: createMemoryKeyEncryptionKeys(now),
    peppers: createMemoryPeppers(),
    dataKeys: stores.dataKeys,
    tenantKeys: createMemoryTenantKeyStore(),
    contentKeys: createMemoryContentKeyStore(),
    rewrapProgress: createMemoryRewrapProgress(),
    now,
  });
  const entra = createScriptedEntra(now);
  const graph = createScriptedGraph();
  const providers = createMemoryProviders(now);
  const configurationStore = createMemoryConfigurationStore();
  const tenancy = createTenancy(config, { store: configurationStore, vault, now });
  const { tenants } = tenancy;
  const guests = createMemoryGuests();
  const callbacks: Callback[] = [];
  /** Of Key Vault, by name. */
  const secrets = new Map<string, string>();
  const parts: Parts = {
    config,
    region: 'West Europe',
    requestLimits: { submissionBytes: 8 * 1024 * 1024, fileBytes: 8 * 1024 * 1024 },
    ...tenancy,
    stores,
    deliveryQueue,
    contentBlobs: createMemoryContentBlobs(),
    cellBlobs: cells,
    vault,
    tokenClient: { ...entra, acquireForApplication: guests.acquireForApplication },
    toGraph: { graphUrl: config.graphUrl, request: guests.request },
    graph,
    loadGraphDrafts: createMemoryDrafts().load,
    loadProviders: providers.load,
    doorSources: createDoorSources(tenancy.configuration, async () => doorSecret),
    signingSecrets: createSigningSecrets({ readSecret: createReadSecret(secrets), now }),
    readIdentityToken: async (audience) => `identity-token-${audience}`,
    listCallbacks: async () => callbacks,
    checks: [],
    measure: async () => ({ values: {}, notMeasured: {}, alarms: [] }),
    now,
  };
  const verifyAccessToken: AccessTokenVerifier = async (authorization, right) => {
    const [, application = ''] = /^Bearer (.+)$/.exec(authorization ?? '') ?? [];
    const known: Record<string, Right[]> = {
      [erp]: ['send', 'read', 'manage'],
      [otherApp]: ['send', 'read', 'manage'],
      manager: ['read', 'manage'],
      operator: ['operate', 'configure'],
      outsider: [],
    };
    const rights = known[application];
    if (!rights) throw new ConnectorError('unauthorized');
    if (!rights.includes(right)) throw new ConnectorError('forbidden');
    return { hostTenantId: config.hostTenantId, clientId: application, rights };
  };
  const connector = compose({ ...parts, ...replace(parts) });
  /** By `{host tenant id}.{name}`. */
  const sources = new Map<string, SourceDocument>();
  const verifySignature = createVerifySignature({
    tenants,
    readSource: async (tenantId, name) => sources.get(`${tenantId}.${name}`),
    secrets: parts.signingSecrets,
    now,
  });

  /** Both sign-ins of a person, or the host leg alone; returns what the browser then holds. */
  async function signIn(key: string, purpose: 'connect' | 'manage' = 'connect') {
    const started = await connector.signIn.start(await tenants.readDefault(), undefined, purpose);
    const browser = { secret: started.browserSecret, handles: [] };
    let leg = await connector.signIn.finish(browser, redirectOf(started.url, key));
    if (leg.kind === 'redirect') leg = await connector.signIn.finish(browser, redirectOf(leg.url, key));
    if (leg.kind !== 'session') throw new Error(`${key} is not signed in: ${leg.kind}`);
    return { secret: started.browserSecret, handle: leg.handle };
  }

  const stage = { connector, verifyAccessToken, verifySignature, sources, secrets, callbacks, config, clock };
  return { ...stage, stores, cells, deliveryQueue, vault, entra, graph, providers, guests, signIn };
}

/** What Key Vault says of a name that it does not have. */
export function createReadSecret(secrets: ReadonlyMap<string, string>): (name: string) => Promise<string> {
  return async (name) => {
    const value = secrets.get(name);
    if (value === undefined) throw new ConnectorError('vault_access_refused', { cause: new Error(name) });
    return value;
  };
}

/** What Entra's redirect brings back when `key` signed in. */
export function redirectOf(url: string, key: string) {
  const state = new URL(url).searchParams.get('state') ?? undefined;
  return { state, code: key, error: undefined, errorDescription: undefined };
}

function createScriptedEntra(now: () => Date) {
  let issued = 0;
  const script: {
    /** One for each request; undefined lets it succeed. */
    failures: (ConnectorError | undefined)[];
    /** Changes every answer. */
    change: (result: TokenResult) => TokenResult;
    refreshes: number;
  } = { failures: [], change: (result) => result, refreshes: 0 };

  function issue(key: string, tenantId: string, nonce?: string): TokenResult {
    const failure = script.failures.shift();
    if (failure) throw failure;
    const { hostObjectId, homeObjectId, address } = personOf(key);
    const isHost = tenantId === hostTenantId;
    return script.change({
      idTokenClaims: {
        ...claimsOf(tenantId, isHost ? hostObjectId : homeObjectId, now()),
        preferred_username: address,
        nonce,
      },
      clientInfo: { uid: homeObjectId, utid: homeTenantId },
      accessToken: `access-token-${key}-${++issued}`,
      expiresAt: new Date(now().getTime() + 3_600_000),
      scopes: ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send'],
      hasRefreshToken: true,
      cache: key,
    });
  }

  return {
    script,
    exchangeAuthorizationCode: async ({ tenantId, code, nonce }: { tenantId: string; code: string; nonce: string }) =>
      issue(code, tenantId, nonce),
    async refresh({ homeTenantId: tenantId, cache }: { homeTenantId: string; cache: string }) {
      script.refreshes += 1;
      return issue(cache, tenantId);
    },
  };
}

function createScriptedGraph() {
  const script: {
    outcomes: SendOutcome[];
    probe: MailboxProbe;
    /** Changes every profile. */
    change: (profile: Profile) => Profile;
  } = { outcomes: [], probe: { kind: 'exists' }, change: (profile) => profile };
  const sent: { accessToken: string; body: string; mime?: string }[] = [];
  return {
    script,
    /** Every request to send, refused ones included. */
    sent,
    async readProfile(accessToken: string) {
      const [, key = ''] = /^access-token-(.+)-\d+$/.exec(accessToken) ?? [];
      const { address } = personOf(key);
      return script.change({ address, userPrincipalName: address, addresses: [address] });
    },
    probeMailbox: async () => script.probe,
    async sendMail(accessToken: string, body: string, _traceparent?: string, mime?: string): Promise<SendOutcome> {
      sent.push({ accessToken, body, ...(mime !== undefined && { mime }) });
      return script.outcomes.shift() ?? { kind: 'sent', requestId: `graph-${sent.length}` };
    },
  };
}
