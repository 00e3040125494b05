/**
 * Keeps a message from everybody but certain recipients, for organisations that only test. Pure.
 */
import type { GraphMessage, GraphRecipient } from '../graph/graph-message.ts';

export interface RecipientRule {
  /** Addresses, and domains that begin with `@`; in lower case. */
  allowedRecipients: readonly string[];
  /** Takes the place of every other recipient; allowed itself. */
  rewriteTo?: string;
}

type Recipients = Pick<GraphMessage, (typeof lists)[number]>;

const lists = ['toRecipients', 'ccRecipients', 'bccRecipients'] as const;

/** The addresses that may not be written to, in lower case, each once. */
export function findForbiddenRecipients(message: Recipients, rule: RecipientRule): string[] {
  const addresses = lists.flatMap((list) => (message[list] ?? []).map(addressOf));
  return [...new Set(addresses.filter((address) => !isAllowed(address, rule)))];
}

/** The message with `rewriteTo` in the place of every recipient who may not be written to, once in each list. */
export function rewriteRecipients(message: GraphMessage, rule: RecipientRule & { rewriteTo: string }): GraphMessage {
  const rewritten = lists.flatMap((list) => {
    const recipients = message[list];
    if (!recipients) return [];
    const others = recipients.filter((one) => isAllowed(addressOf(one), rule) && addressOf(one) !== rule.rewriteTo);
    const isNamed = others.length < recipients.length;
    return [[list, isNamed ? [...others, { emailAddress: { address: rule.rewriteTo } }] : others]];
  });
  return { ...message, ...Object.fromEntries(rewritten) };
}

function isAllowed(address: string, { allowedRecipients, rewriteTo }: RecipientRule): boolean {
  const domain = address.slice(address.lastIndexOf('@'));
  return address === rewriteTo || allowedRecipients.includes(address) || allowedRecipients.includes(domain);
}

function addressOf({ emailAddress: { address } }: GraphRecipient): string {
  return address.toLowerCase();
}
