/**
 * Messages, as one object: submit, read and sweep them.
 */
import type { Caller } from '../callers/caller.ts';
import { ConnectorError } from '../errors.ts';
import type { Graph } from '../graph/graph-client.ts';
import type { Sender } from '../sender.ts';
import { buildTestMessage } from '../submission/build-test-message.ts';
import type { Submission } from '../submission/submission.ts';
import type { Vault } from '../vault/vault.ts';
import { createDeliver } from './deliver.ts';
import { isMessageId } from './message-id.ts';
import type { Message, MessageStore } from './message.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';
import { createSettledMessages } from './settled-messages.ts';
import { createSubmit, type Submitted } from './submit.ts';
import { createSweepMessages, type MessageSweepReport } from './sweep-messages.ts';

export interface Messages {
  submit(caller: Caller, submission: Submission): Promise<Submitted>;
  /** Sends a test message to the sender's own mailbox. Throws as `submit`. */
  submitTest(caller: Caller, owner: { sender: Sender; mailbox: string }): Promise<Message>;
  /** A message that this caller submitted. @throws ConnectorError `not_found`, also for another's */
  read(caller: Caller, id: string): Promise<Message>;
  sweep(): Promise<MessageSweepReport>;
}

export function createMessages<Token extends SenderToken>(dependencies: {
  store: MessageStore;
  graph: Pick<Graph, 'sendMail'>;
  vault: Vault;
  senderTokens: SenderTokens<Token>;
  settings: { historyDays: number; messageExpiryDays: number; erpName: string; hostName: string };
  now: () => Date;
}): Messages {
  const { store, graph, vault, senderTokens, settings, now } = dependencies;
  const { historyDays, messageExpiryDays } = settings;
  const messages = createSettledMessages(store, { historyDays, now });
  const deliver = createDeliver({ historyDays, senderTokens, messages, graph, now });
  const { hostTenantId } = settings as unknown as { hostTenantId: string };
  const submit = createSubmit({ hostTenantId, messageExpiryDays, senderTokens, messages, deliver, vault, now });
  return {
    submit: (caller, submission) => submit(caller.clientId, submission),
    async submitTest(caller, { sender, mailbox }) {
      return (await submit(caller.clientId, buildTestMessage(mailbox, sender.hostObjectId, settings))).message;
    },
    async read({ hostTenantId: tenant, clientId }, id) {
      const message = isMessageId(id) ? await messages.read(id) : undefined;
      if (message?.callerId !== clientId || message.sender.hostTenantId !== tenant)
        throw new ConnectorError('not_found');
      return message;
    },
    sweep: createSweepMessages({ messages, historyDays, now }),
  };
}
