/**
 * One message for an administrator: what became of it, every attempt, what is wrong and who must act, and what can be done.
 *
 * It never shows what the message says, nor to whom it goes.
 */
import { renderTime } from '../../kit/date.ts';
import { renderFacts, type Fact } from '../../kit/facts.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderName } from '../../kit/name.ts';
import type { Language } from '../../text/languages.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderMessageActs } from './message-acts.ts';
import { renderAttempts, renderMessageProblem } from './message-attempts.ts';
import { renderMessageState } from './message-state.ts';
import { renderApplication } from './messages-page.ts';
import { messagesTexts } from './messages-texts.ts';
import { isOpen, type MessageView, type ShownMessage } from './shown-message.ts';

export function renderMessagePage(context: ConsoleContext, view: MessageView): SafeHtml {
  const texts = messagesTexts[context.texts.tag as Language];
  const { message, done = '' } = view;
  const note = Object.hasOwn(texts.done, done) ? texts.done[done as keyof typeof texts.done] : undefined;
  return html`<p><a href="${consoleUrl(context, 'messages')}">${texts.all}</a></p>
    ${note && html`<div class="note" role="status"><p>${note}</p></div>`}
    ${renderFacts([...listFacts(context, view), ...listTimes(context, message), ...listLinks(context, view)])}
    ${renderMessageProblem(context, view)} ${renderAttempts(context, message)} ${renderMessageActs(context, view)}`;
}

function listFacts(context: ConsoleContext, view: MessageView): (Fact | undefined | false)[] {
  const { message, mailbox, hasSenderPage } = view;
  const { words } = context;
  const texts = messagesTexts[context.texts.tag as Language];
  const { id, status, sender, callerId, reference, recipientCount, content } = message;
  return [
    { term: words.state, details: renderMessageState(texts, status) },
    { term: texts.id, details: html`<code>${id}</code>` },
    { term: texts.sender, details: sender ? renderSender(context, sender, hasSenderPage) : texts.noSender },
    mailbox !== undefined && { term: texts.mailbox, details: renderName(mailbox) },
    { term: texts.application, details: renderApplication(context, callerId) },
    reference !== undefined && { term: texts.reference, details: renderName(reference) },
    { term: texts.recipients, details: html`${String(recipientCount)}${describeReplies(context, view)}` },
    renderBinding(context, message),
    { term: texts.content, details: content === undefined ? texts.isNotKept : texts.isKept },
  ];
}

/** Of somebody who was erased there is no page, but there are messages. */
function renderSender(context: ConsoleContext, { hostObjectId }: { hostObjectId: string }, hasPage: boolean): SafeHtml {
  const id = html`<code>${hostObjectId}</code>`;
  return hasPage ? html`<a href="${consoleUrl(context, `senders/${hostObjectId}`)}">${id}</a>` : id;
}

/** How many have it, where a mail server has told them apart. */
function describeReplies(context: ConsoleContext, { replies }: Pick<MessageView, 'replies'>): string {
  if (replies.length === 0) return '';
  const texts = messagesTexts[context.texts.tag as Language];
  return ` (${replies.map(({ state, count }) => `${texts.replies[state]}: ${count}`).join(', ')})`;
}

function renderBinding(context: ConsoleContext, { account, mailboxId }: ShownMessage): Fact | undefined {
  const texts = messagesTexts[context.texts.tag as Language];
  if (!account && mailboxId === undefined) return undefined;
  const details = html`${account && html`${texts.account} <code>${account.homeObjectId}</code>, ${texts.accountTenant} <code>${account.homeTenantId}</code>`}
  ${mailboxId !== undefined && html`${texts.configuredMailbox} <code>${mailboxId}</code>`}`;
  return { term: texts.boundTo, details };
}

function listTimes(context: ConsoleContext, message: ShownMessage): (Fact | undefined)[] {
  const texts = messagesTexts[context.texts.tag as Language];
  const { createdAt, updatedAt, expiresAt, notBefore, nextAt } = message;
  const time = (term: string, at: Date | undefined) => at && { term, details: renderTime(context.texts, at) };
  return [
    time(texts.submitted, createdAt),
    time(texts.changed, updatedAt),
    time(texts.notBefore, notBefore),
    isOpen(message) ? time(texts.nextTry, nextAt) : undefined,
    isOpen(message) ? time(texts.expires, expiresAt) : undefined,
  ];
}

function listLinks(context: ConsoleContext, { message: { previousId }, resentId }: MessageView): (Fact | undefined)[] {
  const texts = messagesTexts[context.texts.tag as Language];
  const link = (term: string, id: string | undefined) =>
    id === undefined
      ? undefined
      : { term, details: html`<a href="${consoleUrl(context, `messages/${id}`)}"><code>${id}</code></a>` };
  return [link(texts.previous, previousId), link(texts.resentAs, resentId)];
}
