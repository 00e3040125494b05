/**
 * Puts the connector together: one object for each subject, from contracts alone. Calls nobody.
 *
 * The messages get tokens through a function and never see a grant; signing in ends in `senders.connect`. It does not hold the
 * verifier of access tokens, so that no handler can authenticate by itself.
 */
import type { Activity } from '../shared/activity/activity.ts';
import type { ActivityStore } from '../shared/activity/activity-store.ts';
import type { AttachmentStore, CellBlobs, DueAttachments } from '../shared/attachments/attachment.ts';
import type { Attachments } from '../shared/attachments/attachments.ts';
import type { ListCallbacks } from '../shared/callbacks/callback.ts';
import type { CallbackRows } from '../shared/callbacks/callback-rows.ts';
import type { Callbacks } from '../shared/callbacks/callbacks.ts';
import type { SigningSecrets } from '../shared/callers/signing-secrets.ts';
import type { Config } from '../shared/config.ts';
import type { Configuration } from '../shared/configuration/configuration.ts';
import type { DoorSources } from '../shared/doors/door-sources.ts';
import type { Doors } from '../shared/doors/doors.ts';
import type { ChangedSenders, DueStore, GrantStore, NameStore } from '../shared/grants/grant.ts';
import { createNotedGrants } from '../shared/grants/noted-grants.ts';
import { createSenders, type Senders } from '../shared/grants/senders.ts';
import { createStandingGrants } from '../shared/grants/standing-grants.ts';
import type { Graph } from '../shared/graph/graph-client.ts';
import type { LoadGraphDrafts } from '../shared/graph/load-graph-drafts.ts';
import { homeScopes } from '../shared/oauth/scopes.ts';
import type { AcquireForApplication, TokenClient } from '../shared/oauth/token-client.ts';
import type { Guests } from '../shared/guests/guests.ts';
import type { DirectoryPlaces } from '../shared/guests/directory-places.ts';
import type { CallGraphDependencies } from '../shared/graph/call-graph.ts';
import { createOperations, type Operations } from '../shared/operations/operations.ts';
import type { ContentBlobs } from '../shared/outbox/content-blobs.ts';
import type { DeliveryQueue } from '../shared/outbox/delivery-queue.ts';
import type { HeldHints } from '../shared/outbox/held-hints.ts';
import type { MailboxLoadRows } from '../shared/outbox/mailbox-load-rows.ts';
import { createMailboxPermits } from '../shared/outbox/mailbox-permits.ts';
import type { NoteChange } from '../shared/outbox/noted-messages.ts';
import type { MessageStore } from '../shared/outbox/message.ts';
import { createMessages, type Messages } from '../shared/outbox/messages.ts';
import type { Check } from '../shared/readiness/check.ts';
import type { Measurements } from '../shared/readiness/measure.ts';
import type { RunTimes } from '../shared/readiness/run-times.ts';
import { createSignIn, type SignIn } from '../shared/sign-in/sign-in.ts';
import type { TestTimesStore } from '../shared/outbox/test-times-store.ts';
import type { RequestLimits } from '../shared/request-limits.ts';
import { createEndSessions } from '../shared/sign-in/session.ts';
import type { SessionStore } from '../shared/sign-in/session-store.ts';
import type { TransactionStore } from '../shared/sign-in/transaction-store.ts';
import type { SuspendedPeople } from '../shared/suspended-people.ts';
import type { Tenants } from '../shared/tenants/host-tenant.ts';
import type { Registrations } from '../shared/tenants/registration.ts';
import { createTenantRules } from '../shared/tenants/tenant-rules.ts';
import type { DataKeyStore } from '../shared/vault/data-key-store.ts';
import type { Vault } from '../shared/vault/vault.ts';
import { createMailboxes, type Mailboxes } from '../shared/mailboxes/mailboxes.ts';
import { describeSender } from '../shared/grants/describe-sender.ts';
import type { MailboxDocument } from '../shared/providers/mailbox-document.ts';
import type { LoadProviders } from '../shared/providers/load-providers.ts';
import { createRequireHomeTenant } from '../shared/tenants/home-tenants.ts';
import { composeActivity } from './compose-activity.ts';
import { composeAttachments } from './compose-attachments.ts';
import { composeCallbacks } from './compose-callbacks.ts';
import { composeDoors } from './compose-doors.ts';
import { composeGuests } from './compose-guests.ts';
import { createContests, type Contests } from './contests.ts';
import { releaseFor, releaseMailboxFor, releasingConnected, releasingRestored } from './releasing.ts';

export interface Parts {
  config: Config;
  /** Of Azure, where Azure says it. */
  region: string | undefined;
  requestLimits: RequestLimits;
  configuration: Configuration;
  tenants: Tenants;
  registrations: Registrations;
  stores: {
    grants: GrantStore;
    names: NameStore;
    due: DueStore;
    transactions: TransactionStore;
    sessions: SessionStore;
    administratorSessions: SessionStore;
    testTimes: TestTimesStore;
    messages: MessageStore;
    dataKeys: DataKeyStore;
    runTimes: RunTimes;
    heldHints: HeldHints;
    mailboxLoads: MailboxLoadRows;
    changedSenders: ChangedSenders;
    callbackRows: CallbackRows;
    directoryPlaces: DirectoryPlaces;
    suspendedPeople: SuspendedPeople;
    activity: ActivityStore;
    attachments: AttachmentStore;
    dueAttachments: DueAttachments;
  };
  deliveryQueue: DeliveryQueue;
  contentBlobs: ContentBlobs;
  cellBlobs: CellBlobs;
  vault: Vault;
  tokenClient: TokenClient & { acquireForApplication: AcquireForApplication };
  /** For what the app asks of Graph as itself. */
  toGraph: CallGraphDependencies;
  graph: Graph;
  loadGraphDrafts: LoadGraphDrafts;
  loadProviders: LoadProviders;
  doorSources: DoorSources;
  signingSecrets: SigningSecrets;
  /** An access token of this connector's own identity; undefined where there is none for that audience. */
  readIdentityToken: (audience: string) => Promise<string | undefined>;
  listCallbacks: ListCallbacks;
  checks: readonly Check[];
  /** Never throws. */
  measure: () => Promise<Measurements>;
  now: () => Date;
}

export interface Connector extends Pick<
  Parts,
  'config' | 'region' | 'requestLimits' | 'configuration' | 'tenants' | 'now'
> {
  activity: Activity;
  contests: Contests;
  signIn: SignIn;
  senders: Senders;
  mailboxes: Mailboxes;
  messages: Messages;
  attachments: Attachments;
  operations: Operations;
  doors: Doors;
  callbacks: Callbacks;
  guests: Guests;
}

export function compose(parts: Parts): Connector {
  const { config, region, requestLimits, configuration, tenants, registrations, stores, vault, now } = parts;
  const { tokenClient, graph } = parts;
  const { lowerFences } = stores.messages;
  const standing = createStandingGrants({ grants: stores.grants, lowerFences, now });
  const { transactions, sessions, testTimes, runTimes, changedSenders, callbackRows, ...grantStores } = stores;
  const common = { tenants, registrations, vault, tokenClient, graph, now };
  const contests = createContests();
  const { activity, noteChange } = composeActivity(parts, contests.noteChange);
  const senders = createSenders({
    ...common,
    ...grantStores,
    grants: createNotedGrants({ grants: standing, changed: changedSenders, now }),
    changed: changedSenders,
    scopes: homeScopes(config.mailPermission),
    endSession: createEndSessions({ store: sessions, accounts: stores.grants }),
    traces: {
      readTestTimes: testTimes.read,
      forgetSender: (...given) => messages.forgetSender(...given),
      hasMessages: async (sender) =>
        (await stores.messages.list({ kind: 'sender', sender }, { topOfEach: 1 })).messages.length > 0,
    },
    readDirectoryAt: async (id) => (await stores.directoryPlaces.read(id))?.place.lookedAt,
    historyDays: config.historyDays,
    noteContest: contests.note,
  });
  const mailboxes = composeMailboxes(parts, senders);
  const { mailPermission, hostTenantId } = config;
  const settings = { redirectUri: `${config.publicUrl}/callback`, mailPermission, hostTenantId };
  const attachments = composeAttachments(parts);
  const messages = composeMessages(parts, { attachments, mailboxes, senders, noteChange });
  const { compareHomeAccount, renewProofs } = senders;
  const release = releaseFor(messages.release);
  const grantParts = {
    connect: releasingConnected(senders.connect, release),
    compareHomeAccount: releasingRestored(compareHomeAccount, release),
    renewProofs,
  };
  const signIn = createSignIn({
    ...common,
    ...grantParts,
    settings,
    store: transactions,
    listScopes: mailboxes.listScopes,
    sessionStore: sessions,
    administratorStore: stores.administratorSessions,
    accounts: stores.grants,
  });
  const sweeps = { transactions: signIn.sweep, halfRows: senders.sweep, messages: messages.sweep };
  const guests = composeGuests(parts, { senders, release, releaseMailbox: releaseMailboxFor(messages.release) });
  const watched = { directory: guests.watch, keys: vault.rewrapDataKeys };
  const sweepParts = { ...sweeps, ...watched, files: attachments.sweep, activity: activity.sweep };
  const checks = [...parts.checks, guests.check];
  const operations = createOperations({
    ...parts,
    checks,
    senders,
    mailboxes,
    messages,
    refresh: senders.refresh,
    sweepParts,
    runTimes,
  });
  const doors = composeDoors(parts, messages);
  const callbacks = composeCallbacks({ ...parts, rows: callbackRows, messages, senders });
  const said = { config, region, requestLimits, configuration, tenants, now, activity, contests };
  return { ...said, signIn, senders, mailboxes, messages, attachments, operations, doors, callbacks, guests };
}

function composeMessages(
  parts: Parts,
  {
    attachments,
    mailboxes,
    senders,
    noteChange,
  }: Pick<Connector, 'attachments' | 'mailboxes' | 'senders'> & { noteChange: NoteChange },
): Messages {
  const { config, stores, tenants, vault, graph, now } = parts;
  return createMessages({
    vault,
    graph,
    store: stores.messages,
    blobs: parts.contentBlobs,
    queue: parts.deliveryQueue,
    files: attachments,
    loadDrafts: parts.loadGraphDrafts,
    hints: stores.heldHints,
    permits: createMailboxPermits({ ...config, rows: stores.mailboxLoads, now, random: Math.random }),
    testTimes: stores.testTimes,
    settings: config,
    senderTokens: mailboxes.tokens,
    ownTokens: senders.tokens,
    rules: createTenantRules(tenants, now),
    noteChange,
    now,
  });
}

function composeMailboxes(parts: Parts, senders: Senders): Mailboxes {
  const { configuration, stores, tenants } = parts;
  const { suspendedPeople } = stores;
  const listDocuments = () => configuration.list<MailboxDocument>('mailbox');
  const requireHomeTenant = createRequireHomeTenant(tenants);
  return createMailboxes({ ...parts, senders, suspendedPeople, listDocuments, requireHomeTenant, describeSender });
}
