/**
 * What waits to be sent as the person: when, by which application, to whom and with which subject; and how to refuse it.
 *
 * Of an email that was for a former account it shows time and application alone, and offers to send it from the mailbox that is connected
 * now, in two steps without script. What can be pressed is named after the email, too: by subject, time and place in the list.
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
export type WaitingNote = 'isRefused' | 'isRefusedInPart' | 'isReleased' | 'tooLate';

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
  const list =
    emails === 'not_read' ? [] : emails.map((email, index) => renderEmail(context, view, whose, { email, index }));
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

interface Placed {
  email: WaitingEmail;
  index: number;
}

function renderEmail(context: PersonContext, view: WaitingView, whose: Whose, { email, index }: Placed): SafeHtml {
  const { texts, settings } = context;
  const { waiting, history } = texts;
  const { id, callerId, createdAt, nextAt, reason, addressed, former } = email;
  const isRead = addressed !== undefined && addressed !== 'not_read';
  const subject = isRead && addressed.subject !== '' ? renderName(addressed.subject) : waiting.noSubject;
  const [heading, time, place] = [`email-${index}`, `email-${index}-time`, `email-${index}-place`];
  const by = [heading, time, place];
  return html`<h3 id="${heading}">${former ? waiting.hidden : isRead ? subject : waiting.contentNotRead}</h3>
    <span id="${place}" hidden>${new Intl.NumberFormat(texts.locale).format(index + 1)}</span>
    ${former && html`<p>${waiting.former}</p>`}
    ${renderFacts([
      isRead && addressed.recipients.length > 0 && { term: waiting.to, details: renderRecipients(context, addressed) },
      { term: history.application, details: renderApplication(context, view, callerId, false) },
      { term: waiting.submitted, details: html`<span id="${time}">${at(context, createdAt)}</span>` },
      nextAt && { term: waiting.leaves, details: at(context, nextAt) },
      reason && { term: waiting.onHold, details: texts.headings[reason] },
    ])}
    <div class="actions">
      ${renderFormButton({
        action: `${settings.publicUrl}/me/waiting/${id}/refuse`,
        label: waiting.refuse,
        busyLabel: waiting.refusing,
        about: { id: `${heading}-refuse`, by },
        field: { name: 'handle', value: whose.handle },
      })}
    </div>
    ${former?.canLeave && whose.mailbox !== undefined && renderRelease(context, { email, index }, { handle: whose.handle, mailbox: whose.mailbox, by })}`;
}

function renderRelease(
  { texts, settings }: PersonContext,
  { email: { id }, index }: Placed,
  { handle, mailbox, by }: { handle: string; mailbox: string; by: readonly string[] },
): SafeHtml {
  const { waiting } = texts;
  const offer = `email-${index}-offer`;
  return html`<details>
    <summary id="${offer}" aria-labelledby="${offer} ${by.join(' ')}">${waiting.release}</summary>
    <div>
      <p>${waiting.releaseWhat(renderName(mailbox))}</p>
      <div class="actions">
        ${renderFormButton({
          action: `${settings.publicUrl}/me/waiting/${id}/release`,
          label: waiting.releaseButton,
          busyLabel: waiting.releasing,
          about: { id: `email-${index}-release`, by },
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
