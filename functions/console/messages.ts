/**
 * `console/messages`: what all applications of a host tenant have submitted; `console/messages/{id}`: one message, and what can be done.
 *
 * An administrator sees who, when and how it ended, never what a message says or to whom it goes.
 */
import { CONSOLE_ROWS } from '../../shared/console-limits.ts';
import { listMessageActs } from '../../shared/outbox/list-message-acts.ts';
import type { Message } from '../../shared/outbox/message.ts';
import { describeReplies, recipientStates } from '../../shared/outbox/recipient-replies.ts';
import { renderMessagePage } from '../../shared/pages/console/messages/message-page.ts';
import { renderMessagesPage } from '../../shared/pages/console/messages/messages-page.ts';
import type { MessageView } from '../../shared/pages/console/messages/shown-message.ts';
import { messagesTexts } from '../../shared/pages/console/messages/messages-texts.ts';
import type { Language } from '../../shared/pages/text/languages.ts';
import type { Connector } from '../compose.ts';
import { idsOf } from '../messages.ts';
import type { Act, ConsolePage, ConsoleVisit, ShownFile, ShownPage } from './console-page.ts';
import { exportMessages } from './export-messages.ts';
import { messageActs } from './message-acts.ts';
import { readMessageSender } from './message-sender.ts';
import { buildTenantFilter, readMessagesFilter } from './messages-query.ts';
import { nameSender, readMailboxes } from './name-sender.ts';
import { readResent } from './read-resent.ts';

type Parts = Pick<Connector, 'config' | 'messages' | 'senders' | 'mailboxes' | 'configuration' | 'now'>;

export function messagesPage(connector: Parts): ConsolePage {
  return {
    show(visit) {
      if (visit.item) return showMessage(connector, visit);
      return visit.query.get('format') === 'csv' ? showFile(connector, visit) : showMessages(connector, visit);
    },
    acts: { filter: filterAct(connector), ...messageActs(connector) },
  };
}

async function showMessages(connector: Parts, { view, tenant, query }: ConsoleVisit): Promise<ShownPage> {
  const filter = readMessagesFilter(query);
  const found = query.get('found');
  const asked = buildTenantFilter(tenant.id, filter);
  const isNobody = found === 'ambiguous' || found === 'unknown' || (!asked && filter.sender !== '');
  const cursor = query.get('cursor') || undefined;
  const page =
    asked && !isNobody
      ? await connector.messages.listOfTenant(tenant.id, { ...asked, top: CONSOLE_ROWS, ...(cursor && { cursor }) })
      : { messages: [] };
  const senders = page.messages.map(({ sender }) => sender?.hostObjectId);
  const main = renderMessagesPage(view, {
    filter,
    ...(isNobody && { problem: found === 'ambiguous' ? 'ambiguous' : 'unknown' }),
    messages: page.messages,
    mailboxes: await readMailboxes(connector, tenant.id, senders),
    cursor: page.cursor,
    isContinued: cursor !== undefined,
  });
  return { title: view.words.sections.messages, main, ids: { count: page.messages.length } };
}

async function showFile(connector: Parts, { view, tenant, query, by }: ConsoleVisit): Promise<ShownFile> {
  const { configuration } = connector;
  const { words } = view;
  const texts = messagesTexts[view.texts.tag as Language];
  const { sender, mailbox, application, reference, recipients, attempts, stopped, changed, id } = texts;
  const columns = [words.time, changed, words.state, sender, mailbox, application, reference, recipients, attempts];
  const { count, ...shown } = await exportMessages(
    connector,
    tenant.id,
    buildTenantFilter(tenant.id, readMessagesFilter(query)),
    { columns: [...columns, stopped, id], isCut: texts.isCut },
  );
  const act = { action: 'exported', kind: 'console', hostTenantId: tenant.id, name: 'messages', count } as const;
  // Before anybody has the file.
  await configuration.noteAct(act, by);
  return { ...shown, ids: { count } };
}

async function showMessage(connector: Parts, visit: ConsoleVisit): Promise<ShownPage> {
  const { view, tenant, item, query } = visit;
  const { messages, now } = connector;
  const message = await messages.readOfTenant(tenant.id, item);
  const resent = await readResent(messages, message);
  const acts = listMessageActs(message, now()).filter((act) => act !== 'resend' || !resent);
  const main = renderMessagePage(view, {
    message,
    replies: countReplies(message),
    ...(await readMessageSender(connector, visit, message)),
    resentId: resent?.id,
    acts,
    done: query.get('done') ?? undefined,
  });
  return { title: messagesTexts[view.texts.tag as Language].titleOfOne, main, ids: idsOf(message) };
}

function countReplies({ recipients, status }: Message): MessageView['replies'] {
  const replies = recipients ? describeReplies(recipients, status) : [];
  const counts = recipientStates.map((state) => ({
    state,
    count: replies.filter((reply) => reply.status === state).length,
  }));
  return counts.filter(({ count }) => count > 0);
}

/** Leads to the list with these filters; a sender who was named is an object id from there on. */
function filterAct(connector: Parts): Act {
  return {
    isDestructive: false,
    async run({ tenant }, form) {
      const { sender, ...others } = readMessagesFilter({ get: (name) => form.text(name) });
      const named = sender ? await nameSender(connector, tenant.id, sender) : undefined;
      const kept = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== ''));
      if (!named) return { page: 'messages', query: kept };
      const found = 'problem' in named ? { found: named.problem } : { sender: named.hostObjectId };
      return { page: 'messages', query: { ...kept, ...found } };
    },
  };
}
