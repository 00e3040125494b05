/**
 * What a mail server has said of each recipient of a message that it took for some and not for others: in the order of `toRecipients`,
 * `ccRecipients` and `bccRecipients`, so that no address is stored. Pure.
 *
 * 250: has it, and never gets it again. 4xx: may be tried again. 5xx: never will. 0: has not been asked. A message without replies has
 * none that says more than its status.
 */
import type { GraphMessage, GraphRecipient } from '../graph/graph-message.ts';
import type { ProviderOutcome } from '../providers/provider.ts';
import type { MessageStatus, RecipientReplies } from './message.ts';

export const recipientStates = ['taken', 'deferred', 'refused', 'unknown'] as const;

const lists = ['toRecipients', 'ccRecipients', 'bccRecipients'] as const;
const TAKEN = 250;
/** Of a recipient whose reply is not known, and that is not asked again. */
const REFUSED = 550;

/** Addresses of those that are still to get it, in lower case; undefined where nobody has it yet. `body`: as buildSendMail writes it. */
export function listPending(body: string, replies: RecipientReplies | undefined): string[] | undefined {
  if (!replies) return undefined;
  const addresses = readAddresses(body);
  return addresses.flatMap((list, at) => list.filter((_address, index) => isPending(replies[at]?.[index])));
}

/** With what came of one more attempt; undefined where everybody has it, or the attempt says nothing of single recipients. */
export function addReplies(
  body: string,
  earlier: RecipientReplies | undefined,
  outcome: Exclude<ProviderOutcome, { kind: 'unauthorized' }>,
): RecipientReplies | undefined {
  const named = outcome.kind === 'unknown' ? [] : (outcome.recipients ?? []);
  if (!earlier && named.length === 0) return undefined;
  const replyOf = new Map(
    named.map(({ address, smtpCode }) => [address.toLowerCase(), smtpCode === undefined ? REFUSED : smtpCode] as const),
  );
  const replies = readAddresses(body).map((list, at) =>
    list.map((address, index) => {
      const before = earlier?.[at]?.[index] ?? 0;
      if (!isPending(before)) return before;
      return replyOf.get(address) ?? (outcome.kind === 'sent' ? TAKEN : before);
    }),
  );
  return replies.flat().every((reply) => reply === TAKEN) ? undefined : replies;
}

/** As a message that is sent in place of another begins: who has it does not get it again, and all others are asked anew. */
export function renewReplies(replies: RecipientReplies | undefined): RecipientReplies | undefined {
  if (!replies || !hasTaken(replies)) return undefined;
  return replies.map((list) => list.map((reply) => (reply === TAKEN ? TAKEN : 0)));
}

export function hasPending(replies: RecipientReplies | undefined): boolean {
  return replies?.flat().some(isPending) ?? false;
}

export function hasTaken(replies: RecipientReplies | undefined): boolean {
  return replies?.flat().includes(TAKEN) ?? false;
}

/** Of every recipient of whom more is known than the status says. */
export function describeReplies(
  replies: RecipientReplies,
  status: MessageStatus,
): { pointer: string; status: (typeof recipientStates)[number]; smtpCode?: number }[] {
  return replies.flatMap((list, at) =>
    list.map((reply, index) => ({
      pointer: `/message/${lists[at]}/${index}`,
      status: stateOf(reply, status),
      ...(reply !== 0 && { smtpCode: reply }),
    })),
  );
}

function stateOf(reply: number, status: MessageStatus): (typeof recipientStates)[number] {
  if (reply === TAKEN) return 'taken';
  if (!isPending(reply)) return 'refused';
  if (status === 'unknown') return 'unknown';
  return ['queued', 'held', 'sending'].includes(status) ? 'deferred' : 'refused';
}

function isPending(reply = 0): boolean {
  return reply < 200 || (reply >= 400 && reply < 500);
}

function readAddresses(body: string): string[][] {
  const { message } = JSON.parse(body) as { message: GraphMessage };
  return lists.map((name) =>
    (message[name] ?? []).map(({ emailAddress }: GraphRecipient) => emailAddress.address.toLowerCase()),
  );
}
