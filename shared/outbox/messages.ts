/**
 * The façade of the outbox: submit a message, deliver and release what waits, read states, cancel, resend, and sweep what is due.
 *
 * It puts the files of this room together and decides nothing. Whether a caller may ask is decided before.
 */
import type { Caller } from '../callers/caller.ts';
import { CONTENT_KEY_DAYS } from '../content-limits.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { Graph } from '../graph/graph-client.ts';
import type { LoadGraphDrafts } from '../graph/load-graph-drafts.ts';
import { TIMER_BATCH_MAX } from '../limits.ts';
import { repeatBatches } from '../repeat-batches.ts';
import type { Sender } from '../sender.ts';
import type { TestMessageTexts } from '../submission/build-test-message.ts';
import type { Vault } from '../vault/vault.ts';
import { createAccept } from './accept.ts';
import { createAskWithToken } from './ask-with-token.ts';
import { createAttachFiles } from './attach-files.ts';
import { createAuthenticMessages } from './authentic-messages.ts';
import { createCancel, type Cancel } from './cancel.ts';
import { createClearDraft } from './clear-draft.ts';
import type { ContentBlobs } from './content-blobs.ts';
import { createDeliver } from './deliver.ts';
import { createDeliverWaiting, type DeliverWaiting } from './deliver-waiting.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import { createExpiredMessages } from './expired-messages.ts';
import { createFindRepeated, type FindRepeated } from './find-repeated.ts';
import { createForgetSender, type ForgetSender } from './forget-sender.ts';
import type { HeldHints } from './held-hints.ts';
import { createListChanges, type ListChanges } from './list-changes.ts';
import { createListCursors } from './list-cursors.ts';
import {
  createListMessages,
  createListMessagesOfTenant,
  type ListMessages,
  type ListMessagesOfTenant,
} from './list-messages.ts';
import { createListWaiting, type ListWaiting } from './list-waiting.ts';
import type { MailboxPermits } from './mailbox-permits.ts';
import { createMailboxTurns } from './mailbox-turns.ts';
import { createMessageContents } from './message-content.ts';
import type { MessageFiles } from './message-files.ts';
import type { Message, MessageStore } from './message.ts';
import { createNotedMessages, type NoteChange } from './noted-messages.ts';
import { createPark, type Park } from './park.ts';
import { createReadHistory, type ReadHistory } from './read-history.ts';
import { createRebindWaiting, type RebindWaiting } from './rebind-waiting.ts';
import { createRefuseWaiting, type RefuseWaiting } from './refuse-waiting.ts';
import { createRelease, type Release } from './release.ts';
import { findNewest } from './replay.ts';
import { createReadContent, type ReadContent } from './read-content.ts';
import { readMessage, readMessageOfTenant } from './read-message.ts';
import { readWaiting, type OwnedMessage } from './read-waiting.ts';
import { createResend, type Resend } from './resend.ts';
import { createRetryNow, type RetryNow } from './retry-now.ts';
import { createSendByDraft } from './send-by-draft.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';
import { createSettleDraft } from './settle-draft.ts';
import { createSettledMessages } from './settled-messages.ts';
import { createSubmit, type Submit } from './submit.ts';
import { createSubmitTest, type SubmitTest } from './submit-test.ts';
import { createSweepMessages, type MessageSweepReport } from './sweep-messages.ts';
import { createTakeOwnTest } from './take-own-test.ts';
import type { TenantRules } from './tenant-rules.ts';
import type { TestTimesStore } from './test-times-store.ts';
import type { WaitingOwner } from './waiting-owner.ts';

export interface Messages {
  submit: Submit;
  /** Keeps what cannot be sent, until it is cancelled or expires. */
  park: Park;
  /** Of a queue item. */
  deliver: DeliverWaiting['byId'];
  /** What is held for a sender who has connected. */
  release: Release;
  /** A test message from a mailbox to itself; `reference` is what the caller calls the sender. Throws as `submit`. */
  submitTest: SubmitTest;
  /** As `submitTest`, for a person on their own page, some in an hour. @throws ConnectorError `too_many_tests` */
  submitOwnTest(caller: Caller, sender: Sender, texts: TestMessageTexts): Promise<Message>;
  /** A message that this caller submitted. @throws ConnectorError `not_found`, also for the message of another caller */
  read(caller: Caller, id: string): Promise<Message>;
  readContent: ReadContent;
  list: ListMessages;
  listChanges: ListChanges;
  /** Of every application of a host tenant. */
  listOfTenant: ListMessagesOfTenant;
  /** @throws ConnectorError `not_found`, also for the message of another tenant */
  readOfTenant(hostTenantId: string, id: string): Promise<Message>;
  retryNow: RetryNow;
  cancel: Cancel;
  resend: Resend;
  /** What was sent as a person, for that person. */
  readHistory: ReadHistory;
  forgetSender: ForgetSender;
  /** What waits to be sent as a person, for that person. */
  listWaiting: ListWaiting;
  refuseWaiting: RefuseWaiting;
  rebindWaiting: RebindWaiting;
  /** @throws ConnectorError `not_found`, also for the message of somebody else */
  readWaiting(owner: WaitingOwner, id: string): Promise<OwnedMessage>;
  /** Which mailboxes of a host tenant are paused or have reached a limit. */
  listPauses: MailboxPermits['listPauses'];
  /** The newest message that this caller submitted with a key; undefined if there is none. */
  findByKey(caller: Caller, idempotencyKey: string): Promise<Message | undefined>;
  /** What a request without a key repeats. */
  findRepeated: FindRepeated;
  /** Does what is due of messages, deletes old times of tests, and destroys keys of content that nothing needs any more. */
  sweep(): Promise<MessageSweepReport>;
}

export interface MessageSettings {
  historyDays: number;
  messageExpiryDays: number;
  messageSizeMaxMb: number;
  /** Named in the test message. */
  erpName: string;
  hostName: string;
}

/** What the outbox keeps its records in. */
export interface OutboxStores {
  store: MessageStore;
  blobs: ContentBlobs;
  queue: DeliveryQueue;
  hints: HeldHints;
  permits: MailboxPermits;
  testTimes: TestTimesStore;
}

type VaultMethods =
  'digest' | 'matchesDigest' | 'sealContent' | 'openContent' | 'destroyContentKeys' | 'sealForCaller' | 'openForCaller';

export interface MessagesDependencies<Token extends SenderToken> extends OutboxStores {
  settings: MessageSettings;
  senderTokens: SenderTokens<Token>;
  /** Of people's own grants alone; absent where no other tokens are given. */
  ownTokens?: Pick<SenderTokens<Token>, 'read' | 'bind'>;
  rules: TenantRules;
  vault: Pick<Vault, VaultMethods>;
  graph: Pick<Graph, 'sendMail'>;
  loadDrafts: LoadGraphDrafts;
  files: MessageFiles;
  /** Of every state that is written; absent where nobody tells. */
  noteChange?: NoteChange;
  now: () => Date;
}

export function createMessages<Token extends SenderToken>(dependencies: MessagesDependencies<Token>): Messages {
  const { noteChange = () => undefined, settings, testTimes, permits, senderTokens, vault, now } = dependencies;
  const { historyDays } = settings;
  const noted = createNotedMessages(createAuthenticMessages(dependencies), noteChange);
  const settled = createSettledMessages(noted, { historyDays, now });
  const messages = { ...settled, ...createExpiredMessages({ ...dependencies, messages: settled, historyDays }) };
  const contents = createMessageContents({ ...dependencies, store: messages });
  const askWithToken = createAskWithToken(dependencies);
  const clearDraft = createClearDraft({ ...dependencies, askWithToken });
  const messageMaxBytes = settings.messageSizeMaxMb * 1024 * 1024;
  const attachFiles = createAttachFiles({ files: dependencies.files, messageMaxBytes });
  const parts = { ...dependencies, ...settings, messages, contents, askWithToken, clearDraft, attachFiles };
  const deliver = createDeliver({ ...parts, sendByDraft: createSendByDraft(parts) });
  const accept = createAccept(parts);
  const deliverWaiting = createDeliverWaiting({ ...parts, deliver });
  const sends = { ...parts, deliver, accept, takeTurn: createMailboxTurns() };
  const submit = createSubmit(sends);
  // A test of one's own connection is no test of a mailbox that a document names for the person.
  const own = { ...senderTokens, ...dependencies.ownTokens };
  const submitOwn = createSubmit({ ...sends, senderTokens: own });
  const submitTest = createSubmitTest({ senderTokens, submit, settings });
  const submitTestAsOneself = createSubmitTest({ senderTokens: own, submit: submitOwn, settings });
  const takeOwnTest = createTakeOwnTest(testTimes, now);
  const settleDraft = createSettleDraft(parts);
  const lists = { messages, cursors: createListCursors(vault) };
  const sweepMessages = createSweepMessages({ ...parts, deliverWaiting, settleDraft });

  return {
    submit,
    park: createPark({ ...parts, accept }),
    deliver: deliverWaiting.byId,
    release: createRelease(parts),
    submitTest,
    async submitOwnTest(caller, sender, texts) {
      await takeOwnTest(sender);
      return submitTestAsOneself(caller, sender, texts);
    },
    read: (caller, id) => readMessage(messages, caller, id),
    readContent: createReadContent(parts),
    list: createListMessages(lists),
    listOfTenant: createListMessagesOfTenant(lists),
    readOfTenant: (hostTenantId, id) => readMessageOfTenant(messages, hostTenantId, id),
    retryNow: createRetryNow({ ...parts, deliverWaiting }),
    listChanges: createListChanges(messages, now),
    cancel: createCancel(parts),
    resend: createResend({ ...parts, accept }),
    forgetSender: createForgetSender(parts),
    readHistory: createReadHistory({ messages, historyDays, now }),
    listWaiting: createListWaiting(parts),
    refuseWaiting: createRefuseWaiting(parts),
    rebindWaiting: createRebindWaiting(parts),
    readWaiting: (owner, id) => readWaiting(messages, owner, id),
    listPauses: permits.listPauses,
    async findByKey({ hostTenantId, clientId: callerId }, idempotencyKey) {
      return (await findNewest(messages, { hostTenantId, callerId, idempotencyKey })).message;
    },
    findRepeated: createFindRepeated(parts),
    async sweep() {
      const reports: MessageSweepReport[] = [];
      const sweeps: (() => Promise<unknown>)[] = [
        async () => reports.push(await sweepMessages()),
        () => repeatBatches(now, async () => (await testTimes.sweep(now(), TIMER_BATCH_MAX)) >= TIMER_BATCH_MAX),
        () => permits.sweep(TIMER_BATCH_MAX),
        () => vault.destroyContentKeys(firstDayKept(now())),
      ];
      // What fails keeps none of the others from being done.
      await forEachConcurrently(sweeps, 1, async (sweep) => void (await sweep()));
      const [report] = reports;
      if (!report) throw new Error('A sweep that does not fail reports.');
      return report;
    },
  };
}

/** Keys of earlier days open nothing that is still kept. */
function firstDayKept(now: Date): string {
  return new Date(now.getTime() - CONTENT_KEY_DAYS * 24 * 3600 * 1000).toISOString().slice(0, 10);
}
