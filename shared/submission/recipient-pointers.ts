/**
 * Where recipients of a message were posted, by their addresses. Pure.
 *
 * It compares the addresses as they were normalised for Graph, and leads to the places that the caller knows: recipients that are
 * given twice included.
 */
import { isJsonObject } from './json-value.ts';
import { normaliseSubmission } from './normalise-submission.ts';

const lists = ['toRecipients', 'ccRecipients', 'bccRecipients', 'replyTo'];

/** Pointers to every place of each of these addresses (in lower case), in the order of the lists. */
export function findRecipientPointers(posted: unknown, addresses: readonly string[]): string[] {
  const { body, toPosted } = normaliseSubmission(posted);
  const message = memberOf(body, 'message');
  return lists.flatMap((list) => {
    const recipients = memberOf(message, list);
    if (!Array.isArray(recipients)) return [];
    return recipients.flatMap((recipient, index) => {
      const address = memberOf(memberOf(recipient, 'emailAddress'), 'address');
      const isRefused = typeof address === 'string' && addresses.includes(address.toLowerCase());
      return isRefused ? [toPosted(`/message/${list}/${index}/emailAddress/address`)] : [];
    });
  });
}

function memberOf(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined;
}
