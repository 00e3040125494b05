/**
 * The façade of the outbox: submit a message, read its state, and sweep what is due.
 *
 * It puts the files of this room together and decides nothing. Whether a caller may ask is decided before.
 */
import type { Caller } from '../callers/caller.ts';
import { ConnectorError } from '../errors.ts';
import type { Graph } from '../graph/graph-client.ts';
import { TIMER_BATCH_MAX, WAIT_DEFAULT_SECONDS } from '../limits.ts';
import type { Sender } from '../sender.ts';
import { buildTestMessage, type TestMessageTexts } from '../submission/build-test-message.ts';
import type { Vault } from '../vault/vault.ts';
import { createDeliver } from './deliver.ts';
import type { Message, MessageStore } from './message.ts';
import { createReadHistory, type ReadHistory } from './read-history.ts';
import { findNewest } from './replay.ts';
import { readMessage } from './read-message.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';
import { createSettledMessages } from './settled-messages.ts';
import { createSubmit, type Submit } from './submit.ts';
import { repeatBatches } from '../repeat-batches.ts';
import { createSweepMessages, type MessageSweepReport } from './sweep-messages.ts';
import { createTakeOwnTest } from './take-own-test.ts';
import type { TestTimesStore } from './test-times-store.ts';

export interface Messages {
  submit: Submit;
  /** A test message from a mailbox to itself; `reference` is what the caller calls the sender. Throws as `submit`. */
  submitTest(caller: Caller, sender: Sender, texts: TestMessageTexts, reference?: string): Promise<Message>;
  /** As `submitTest`, for a person on their own page, some in an hour. @throws ConnectorError `too_many_tests` */
  submitOwnTest(caller: Caller, sender: Sender, texts: TestMessageTexts): Promise<Message>;
  /** A message that this caller submitted. @throws ConnectorError `not_found`, also for the message of another caller */
  read(caller: Caller, id: string): Promise<Message>;
  /** What was sent as a person, for that person. */
  readHistory: ReadHistory;
  /** The newest message that this caller submitted with a key; undefined if there is none. */
  findByKey(caller: Caller, idempotencyKey: string): Promise<Message | undefined>;
  /** Gives up sends whose lease ended and deletes messages whose history ended, and old times of tests. */
  sweep(): Promise<MessageSweepReport>;
}

export interface MessageSettings {
  historyDays: number;
  messageExpiryDays: number;
  /** Named in the test message. */
  erpName: string;
  hostName: string;
}

export interface MessagesDependencies<Token extends SenderToken> {
  settings: MessageSettings;
  store: MessageStore;
  testTimes: TestTimesStore;
  senderTokens: SenderTokens<Token>;
  vault: Pick<Vault, 'digest' | 'matchesDigest'>;
  graph: Pick<Graph, 'sendMail'>;
  now: () => Date;
}

export function createMessages<Token extends SenderToken>(dependencies: MessagesDependencies<Token>): Messages {
  const { settings, store, testTimes, senderTokens, vault, graph, now } = dependencies;
  const { historyDays, messageExpiryDays } = settings;
  const messages = createSettledMessages(store, { historyDays, now });
  const deliver = createDeliver({ historyDays, senderTokens, messages, graph, now });
  const submit = createSubmit({ messageExpiryDays, senderTokens, messages, deliver, vault, now });
  const takeOwnTest = createTakeOwnTest(testTimes, now);
  const sweepMessages = createSweepMessages({ messages, historyDays, now });

  const submitTest: Messages['submitTest'] = async (caller, sender, texts, reference = sender.hostObjectId) => {
    if (sender.hostTenantId !== caller.hostTenantId) throw new ConnectorError('not_found');
    const { mailbox } = await senderTokens.read(sender.hostTenantId, reference);
    const submission = buildTestMessage(mailbox, reference, settings, texts);
    return (await submit(caller, submission, { waitSeconds: WAIT_DEFAULT_SECONDS }, mailbox)).message;
  };

  return {
    submit,
    submitTest,
    async submitOwnTest(caller, sender, texts) {
      await takeOwnTest(sender);
      return submitTest(caller, sender, texts);
    },
    read: (caller, id) => readMessage(messages, caller, id),
    readHistory: createReadHistory({ messages, historyDays, now }),
    async findByKey({ hostTenantId, clientId: callerId }, idempotencyKey) {
      return (await findNewest(messages, { hostTenantId, callerId, idempotencyKey })).message;
    },
    async sweep() {
      await repeatBatches(now, async () => (await testTimes.sweep(now(), TIMER_BATCH_MAX)) >= TIMER_BATCH_MAX);
      return sweepMessages();
    },
  };
}
