/**
 * What waits to be sent as the person: when, by which application, to whom and with which subject; and how to refuse it.
 *
 * Of an email that was for a former account it shows time and application alone, and offers to send it from the mailbox that is connected
 * now, in two steps without script.
 */
import type { ErrorCode } from '../../outcomes.ts';
import { RELEASED_AT_ONCE_MAX } from '../../waiting-limits.ts';
import { renderFacts, type Fact } from '../kit/facts.ts';
import { renderFormButton } from '../kit/form-button.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderName, renderParties } from '../kit/name.ts';
import { renderApplication, type KnownApplications } from './application-name.ts';
import type { PersonContext } from './person-context.ts';
import { at } from './sent-history.ts';

/** Of one email: more fill the page and tell no more. */
const RECIPIENTS_SHOWN_MAX = 10;

export interface WaitingEmail {
  id: string;
  callerId: string;
  createdAt: Date;
  nextAt?: Date | undefined;
  reason?: ErrorCode | undefined;
  addressed?: { subject: string; recipients: readonly string[] } | 'not_read' | undefined;
  /** It was for a former account. */
  former?: { canLeave: boolean } | undefined;
}

export interface WaitingView extends KnownApplications {
  /** Oldest first; `not_read`: storage did not answer in time. */
  emails: readonly WaitingEmail[] | 'not_read';
  isCut?: boolean | undefined;
}

/** What became of the email of a form. */
export type WaitingNote = 'isRefused' | 'isReleased' | 'tooLate';

interface Whose {
  /** Opens the person's session. */
  handle: string;
  /** From which an email would leave; absent while none is connected. */
  mailbox?: string | undefined;
}

/** Undefined where nothing waits. */
export function renderWaiting(context: PersonContext, view: WaitingView, whose: Whose): SafeHtml | undefined {
  const { emails, isCut } = view;
  const { waiting } = context.texts;
  if (emails !== 'not_read' && emails.length === 0) return undefined;
  const list = emails === 'not_read' ? [] : emails.map((email) => renderEmail(context, view, whose, email));
  return html`<h2>${waiting.heading}</h2>
    ${
      emails === 'not_read'
        ? html`<p class="note">${waiting.notRead}</p>`
        : html`<p>${waiting.lead(renderParties(context.settings).erp)}</p>`
    }
    ${list} ${isCut && html`<p class="muted">${waiting.more}</p>`}`;
}

/** What became of the email of a form of this page. */
export function renderWaitingNote({ texts }: PersonContext, note: WaitingNote | undefined): SafeHtml | undefined {
  return note && html`<div class="note" role="status"><p>${texts.waiting[note]}</p></div>`;
}

/** How many emails had waited for the connection. */
export function releasedFact({ texts }: PersonContext, released: number | undefined): Fact | undefined {
  if (!released) return undefined;
  const number = new Intl.NumberFormat(texts.locale).format(released);
  const count = released >= RELEASED_AT_ONCE_MAX ? texts.history.atLeast(number) : number;
  return { term: texts.waiting.releasedTerm, details: texts.waiting.released(count) };
}

function renderEmail(context: PersonContext, view: WaitingView, whose: Whose, email: WaitingEmail): SafeHtml {
  const { texts, settings } = context;
  const { waiting, history } = texts;
  const { id, callerId, createdAt, nextAt, reason, addressed, former } = email;
  const isRead = addressed !== undefined && addressed !== 'not_read';
  const subject = isRead && addressed.subject !== '' ? renderName(addressed.subject) : waiting.noSubject;
  return html`<h3>${former ? waiting.hidden : isRead ? subject : waiting.contentNotRead}</h3>
    ${former && html`<p>${waiting.former}</p>`}
    ${renderFacts([
      isRead && addressed.recipients.length > 0 && { term: waiting.to, details: renderRecipients(context, addressed) },
      { term: history.application, details: renderApplication(context, view, callerId, false) },
      { term: waiting.submitted, details: at(context, createdAt) },
      nextAt && { term: waiting.leaves, details: at(context, nextAt) },
      reason && { term: waiting.onHold, details: texts.headings[reason] },
    ])}
    <div class="actions">
      ${renderFormButton({
        action: `${settings.publicUrl}/me/waiting/${id}/refuse`,
        label: waiting.refuse,
        busyLabel: waiting.refusing,
        field: { name: 'handle', value: whose.handle },
      })}
    </div>
    ${former?.canLeave && whose.mailbox !== undefined && renderRelease(context, id, whose.handle, whose.mailbox)}`;
}

function renderRelease({ texts, settings }: PersonContext, id: string, handle: string, mailbox: string): SafeHtml {
  const { waiting } = texts;
  return html`<details>
    <summary>${waiting.release}</summary>
    <div>
      <p>${waiting.releaseWhat(renderName(mailbox))}</p>
      <div class="actions">
        ${renderFormButton({
          action: `${settings.publicUrl}/me/waiting/${id}/release`,
          label: waiting.releaseButton,
          busyLabel: waiting.releasing,
          field: { name: 'handle', value: handle },
        })}
      </div>
    </div>
  </details>`;
}

function renderRecipients({ texts }: PersonContext, { recipients }: { recipients: readonly string[] }): SafeHtml {
  const shown = recipients.slice(0, RECIPIENTS_SHOWN_MAX);
  const others = recipients.length - shown.length;
  const names = shown.map((one, index) => html`${index > 0 && ', '}${renderName(one)}`);
  const count = new Intl.NumberFormat(texts.locale).format(others);
  return html`${names}${others > 0 && html` ${texts.waiting.others(count)}`}`;
}
