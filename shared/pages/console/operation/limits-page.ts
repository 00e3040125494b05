/**
 * The page of limits: what holds for the host tenant, for each mailbox, message and door, and which mailboxes are held up now.
 */
import { RECIPIENTS_MAX, MAILBOX_CONCURRENCY_MAX } from '../../../limits.ts';
import { TENANT_EVENTS_PER_HOUR_MAX } from '../../../door-limits.ts';
import { MAILBOX_BYTES_MAX } from '../../../waiting-limits.ts';
import { renderTime } from '../../kit/date.ts';
import { renderFacts } from '../../kit/facts.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderName } from '../../kit/name.ts';
import { renderTable } from '../../kit/table.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleList } from '../console-list.ts';
import { renderTenantState } from '../documents/render-tenant-state.ts';
import { formatNumber } from './format-number.ts';
import { operationTexts } from './operation-texts.ts';
import type { LimitsView } from './operation-views.ts';

export function renderLimitsPage(context: ConsoleContext, view: LimitsView): SafeHtml {
  const { settings, tenants, tenantId } = context;
  const words = operationTexts(context).limits;
  const name = tenants.find(({ id }) => id === tenantId)?.name ?? tenantId;
  const count = (value: number) => formatNumber(context, value);
  const aMinute = (value: number | undefined) => (value === undefined ? words.unlimited : words.aMinute(count(value)));
  const bySetting = (said: string, setting: string) =>
    html`${said} <span class="hint">${words.setting(html`<code>${setting}</code>`)}</span>`;
  const { messagesPerMinute, messagesPerMinuteOfApplication } = view.limits;
  return html`${renderTenantState(context, view.state)}
    <p class="lead">${words.lead(renderName(name))}</p>
    ${renderPauses(context, view)}
    <h2>${words.tenantTitle}</h2>
    ${renderFacts([
      { term: words.ofTenant, details: aMinute(messagesPerMinute) },
      { term: words.ofApplication, details: aMinute(messagesPerMinuteOfApplication) },
    ])}
    <p class="hint">${words.perInstance}</p>
    <p><a href="${consoleUrl(context, `documents/tenant_${tenantId}`)}">${words.change}</a></p>
    <h2>${words.mailboxTitle}</h2>
    ${renderFacts([
      { term: words.ofMailbox, details: bySetting(aMinute(settings.messagesPerMinute), 'MESSAGES_PER_MINUTE') },
      { term: words.atOnce, details: count(MAILBOX_CONCURRENCY_MAX) },
      { term: words.bytes, details: words.megabytes(count(MAILBOX_BYTES_MAX / 1e6)) },
    ])}
    <h2>${words.messageTitle}</h2>
    ${renderFacts([
      {
        term: words.size,
        details: bySetting(words.megabytes(count(settings.messageSizeMaxMb)), 'MESSAGE_SIZE_MAX_MB'),
      },
      { term: words.recipients, details: count(RECIPIENTS_MAX) },
      { term: words.expiry, details: bySetting(words.days(count(settings.messageExpiryDays)), 'MESSAGE_EXPIRY_DAYS') },
      { term: words.history, details: bySetting(words.days(count(settings.historyDays)), 'HISTORY_DAYS') },
    ])}
    ${view.doors.length > 0 && renderDoors(context, view)}`;
}

function renderDoors(context: ConsoleContext, { doors }: LimitsView): SafeHtml {
  const words = operationTexts(context).limits;
  const rows = doors.map(({ name, eventsPerHour }) => [
    html`<a href="${consoleUrl(context, `documents/door_${name}`)}">${name}</a>`,
    formatNumber(context, eventsPerHour),
  ]);
  return html`<h2>${words.doors}</h2>
    ${renderTable({
      caption: words.events,
      columns: [words.door, words.events],
      rows: [...rows, [words.allDoors, formatNumber(context, TENANT_EVENTS_PER_HOUR_MAX)]],
    })}`;
}

function renderPauses(context: ConsoleContext, { pauses, cursor, isContinued }: LimitsView): SafeHtml {
  const words = operationTexts(context).limits;
  const rows = pauses.map((pause) => {
    const { sender, mailbox, pausedUntil, reached, messagesLastMinute, inFlight } = pause;
    const reasons = [...(pausedUntil ? [words.paused] : []), ...reached.map((limit) => words.reached[limit])];
    return [
      html`<a href="${consoleUrl(context, `senders/${sender.hostObjectId}`)}"
        >${renderName(mailbox ?? sender.hostObjectId)}</a
      >`,
      reasons.join('; '),
      pausedUntil ? renderTime(context.texts, pausedUntil) : words.soon,
      words.loadOf(formatNumber(context, messagesLastMinute), formatNumber(context, inFlight)),
    ];
  });
  return html`<h2>${words.pausesTitle}</h2>
    ${rows.length > 0 && html`<p>${words.pausesLead}</p>`}
    ${renderConsoleList(context, {
      page: 'limits',
      caption: words.pauses,
      columns: [words.mailbox, words.reason, words.until, words.load],
      rows,
      cursor,
      isContinued,
      empty: words.noPauses,
    })}`;
}
