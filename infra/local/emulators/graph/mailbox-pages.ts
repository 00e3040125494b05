/**
 * The mailboxes as pages for people: all mailboxes, one mailbox, one message.
 *
 * Everything a message says is escaped. An HTML body is a document of its own, shown in a sandboxed frame: no script,
 * no request to anywhere, no access to the page around it. The pages change nothing and need no sign-in.
 */
import type { Person } from '../kit/directory.ts';
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';
import { html, type Html } from '../kit/html.ts';
import { buildDrafts, countDrafts } from './draft-list.ts';
import type { Drafts, StoredDraft } from './drafts.ts';
import { buildMailboxPage } from './mailbox-layout.ts';
import type { AcceptedMessage, Mailboxes } from './mailboxes.ts';
import type { EmailAddress } from './message-type.ts';
import type { GraphState } from './state.ts';

export const PAGE_PREFIX = '/mailbox';
const LIST_MAX = 200;

/** Answers `/mailbox`, `/mailbox/{address}`, `/mailbox/{address}/{id}` and `/mailbox/{address}/{id}/body`. */
export function answerMailboxPage(
  { directory, mailboxes, drafts }: Pick<GraphState, 'directory' | 'mailboxes' | 'drafts'>,
  { method, url }: EmulatedRequest,
): EmulatedAnswer {
  if (method !== 'GET') return { status: 405, headers: { Allow: 'GET' } };
  const [root, address, id, part] = url.pathname.slice(1).split('/').filter(Boolean);
  const owners = directory.people.filter(({ hasMailbox }) => hasMailbox);
  if (root !== 'mailbox') return buildNotFoundPage();
  if (address === undefined) return buildOverview(owners, mailboxes, drafts);
  const owner = owners.find(({ mail }) => encodeURIComponent(mail.toLowerCase()) === encode(address));
  if (!owner) return buildNotFoundPage();
  const sent = mailboxes.listSentItems(owner.mail);
  const received = mailboxes.listInbox(owner.mail);
  if (id === undefined) return buildMailbox(owner, { sent, received, drafts: drafts.list(owner.mail) });
  const isSent = sent.some((one) => one.id === id);
  const message = [...sent, ...received].find((one) => one.id === id);
  if (!message) return buildNotFoundPage();
  if (part === undefined) return buildMessage(owner, message, isSent);
  return part === 'body' ? buildBody(message) : buildNotFoundPage();
}

// Addresses are compared in one spelling, whatever the browser or a person wrote into the address bar.
function encode(segment: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(segment).toLowerCase());
  } catch {
    return '';
  }
}

function buildOverview(owners: Person[], mailboxes: Mailboxes, drafts: Drafts): EmulatedAnswer {
  const count = ({ mail }: Person) =>
    `${mailboxes.listSentItems(mail).length} sent, ${mailboxes.listInbox(mail).length} received${countDrafts(drafts.list(mail))}`;
  const rows = owners.map(
    (owner) =>
      html`<li>
        <a href="${pathOf(owner.mail)}"><bdi>${owner.displayName}</bdi></a>
        <span class="quiet">${owner.mail}</span>
        <span class="count">${count(owner)}</span>
      </li>`,
  );
  const body = html`<h1>Mailboxes</h1>
    <ul class="list">
      ${rows}
    </ul>`;
  return buildMailboxPage({ title: 'Mailboxes', body });
}

interface Folders {
  sent: AcceptedMessage[];
  received: AcceptedMessage[];
  drafts: StoredDraft[];
}

function buildMailbox(owner: Person, { sent, received, drafts }: Folders): EmulatedAnswer {
  const body = html`<nav><a href="/mailbox">All mailboxes</a></nav>
    <h1><bdi>${owner.displayName}</bdi></h1>
    <p class="quiet">${owner.mail}</p>
    <h2>Sent Items</h2>
    ${buildList(owner, sent, ({ toRecipients, ccRecipients, bccRecipients }) =>
      joinAddresses([...toRecipients, ...ccRecipients, ...bccRecipients]),
    )}
    <h2>Inbox</h2>
    ${buildList(owner, received, ({ from }) => joinAddresses([from]))} ${buildDrafts(drafts)}`;
  return buildMailboxPage({ title: owner.mail, body });
}

function buildList(owner: Person, messages: AcceptedMessage[], who: (message: AcceptedMessage) => string): Html {
  if (messages.length === 0) return html`<p class="quiet">Nothing here.</p>`;
  const rows = messages.slice(0, LIST_MAX).map(
    (message) =>
      html`<li>
        <a href="${pathOf(owner.mail)}/${message.id}"><bdi>${message.subject || '(no subject)'}</bdi></a>
        <span class="quiet"><bdi>${who(message)}</bdi></span>
        ${buildTime(message)}
      </li>`,
  );
  return html`<ul class="list">
      ${rows}
    </ul>
    ${messages.length > LIST_MAX && html`<p class="quiet">The newest ${LIST_MAX} of ${messages.length}.</p>`}`;
}

function buildMessage(owner: Person, message: AcceptedMessage, isSent: boolean): EmulatedAnswer {
  const row = (name: string, value: string) =>
    value !== '' &&
    html`<dt>${name}</dt>
      <dd><bdi>${value}</bdi></dd>`;
  const headers = message.internetMessageHeaders.map(({ name, value }) => row(name, value));
  const path = `${pathOf(owner.mail)}/${message.id}`;
  const body = html`<nav><a href="${pathOf(owner.mail)}">${owner.mail}</a></nav>
    <h1><bdi>${message.subject || '(no subject)'}</bdi></h1>
    <dl>
      ${row('From', joinAddresses([message.from]))} ${row('To', joinAddresses(message.toRecipients))}
      ${row('Cc', joinAddresses(message.ccRecipients))} ${isSent && row('Bcc', joinAddresses(message.bccRecipients))}
      ${row('Reply to', joinAddresses(message.replyTo))}
      <dt>Sent</dt>
      <dd>${buildTime(message)}</dd>
      ${message.importance !== 'normal' && row('Importance', message.importance)} ${headers}
    </dl>
    ${buildAttachments(message)}
    ${
      message.body.contentType === 'html'
        ? html`<iframe sandbox="" referrerpolicy="no-referrer" title="Message" src="${path}/body"></iframe>`
        : html`<pre>${message.body.content}</pre>`
    }`;
  return buildMailboxPage({ title: message.subject || '(no subject)', body });
}

function buildAttachments({ attachments }: AcceptedMessage): Html | false {
  const rows = attachments.map(
    ({ name, contentType, size, isInline, contentId }) =>
      html`<li>
        <bdi>${name}</bdi> <span class="quiet">${contentType}, ${size} bytes</span>
        ${isInline && html`<span class="quiet">in the text${contentId !== undefined && ` as ${contentId}`}</span>`}
      </li>`,
  );
  return (
    rows.length > 0 &&
    html`<h2>Attachments</h2>
      <ul class="list">
        ${rows}
      </ul>`
  );
}

function buildBody({ body }: AcceptedMessage): EmulatedAnswer {
  const policy = `sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;
  const base = `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light">
<style>body { margin: 1rem; background: #fff; color: #1b1b1b; font: 15px/1.5 "Segoe UI", system-ui, sans-serif; }</style>
`;
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    },
    body: body.contentType === 'html' ? base + body.content : '',
  };
}

function buildNotFoundPage(): EmulatedAnswer {
  const body = html`<nav><a href="/mailbox">All mailboxes</a></nav>
    <h1>Nothing is here</h1>
    <p>The mailbox or message does not exist, or was removed since.</p>`;
  return buildMailboxPage({ title: 'Nothing is here', status: 404, body });
}

function buildTime({ acceptedAt }: AcceptedMessage): Html {
  return html`<time datetime="${acceptedAt}">${acceptedAt.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

function joinAddresses(addresses: EmailAddress[]): string {
  return addresses.map(({ name, address }) => (name === address ? address : `${name} <${address}>`)).join(', ');
}

function pathOf(address: string): string {
  return `/mailbox/${encodeURIComponent(address)}`;
}
