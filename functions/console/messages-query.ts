/**
 * Reads by what the messages of a host tenant are filtered: from the address of the list, and from its form.
 *
 * The form is posted, because a sender may be named there by an address or a UPN, which does not belong into the address of a page; what
 * leads on has the object id. A value that cannot be one filters nothing, except a sender, who then is nobody.
 */
import { REFERENCE_MAX_CHARACTERS } from '../../shared/limits.ts';
import type { TenantMessageFilter } from '../../shared/outbox/list-messages.ts';
import { messageStatuses, type MessageStatus } from '../../shared/outbox/message.ts';
import type { MessagesFilterView } from '../../shared/pages/console/messages/messages-page.ts';
import { parseSenderReference } from '../../shared/sender.ts';
import { findHeaderTextProblem } from '../../shared/submission/header-text.ts';
import { findLengthProblem } from '../../shared/submission/length-problem.ts';

const DAY_MILLISECONDS = 86_400_000;
const APPLICATION = /^[0-9a-z][0-9a-z-]{0,63}$/;

/** As the address says it; what cannot be used is empty. */
export function readMessagesFilter(query: Pick<URLSearchParams, 'get'>): MessagesFilterView {
  const read = (name: string) => (query.get(name) ?? '').trim();
  const status = read('status');
  const reference = read('reference');
  const application = read('application').toLowerCase();
  return {
    sender: read('sender'),
    status: messageStatuses.includes(status as MessageStatus) ? status : '',
    reference: isReference(reference) ? reference : '',
    application: APPLICATION.test(application) ? application : '',
    from: parseDay(read('from')) ? read('from') : '',
    to: parseDay(read('to')) ? read('to') : '',
  };
}

/** What the list is asked for; undefined where nothing can be found: no such sender, or an end before its beginning. */
export function buildTenantFilter(
  hostTenantId: string,
  { sender: named, status, reference, application, from, to }: MessagesFilterView,
): Omit<TenantMessageFilter, 'top'> | undefined {
  const sender = parseSenderReference(named);
  if (named && !(sender && 'hostObjectId' in sender)) return undefined;
  const since = parseDay(from);
  const lastDay = parseDay(to);
  if (since && lastDay && lastDay < since) return undefined;
  return {
    ...(sender && 'hostObjectId' in sender && { sender: { hostTenantId, ...sender } }),
    ...(status && { status: status as MessageStatus }),
    ...(reference && { reference }),
    ...(application && { callerId: application }),
    ...(since && { from: since }),
    // The last day counts.
    ...(lastDay && { to: new Date(lastDay.getTime() + DAY_MILLISECONDS) }),
  };
}

/** A date in UTC. */
function parseDay(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  // There is no 31 February, though it can be parsed.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : undefined;
}

function isReference(text: string): boolean {
  return (findLengthProblem(text, REFERENCE_MAX_CHARACTERS) ?? findHeaderTextProblem(text)) === undefined;
}
