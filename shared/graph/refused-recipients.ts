/**
 * Which recipients of ours Graph means when it refuses some: those of the request whose address its text names. Pure.
 *
 * Graph tells them in words alone (`Recipient 'mia@contoso.com' is not resolved`). The text is untrusted, so nothing of it is passed
 * on: an address comes from the request, or not at all.
 */
import type { GraphMessage, GraphRecipient } from './graph-message.ts';

/** Addresses in lower case, as the request has them; `request` is what buildSendMail wrote. */
export function findRefusedRecipients(answer: Buffer, request: string): string[] {
  const text = readErrorText(answer).toLowerCase();
  if (text === '') return [];
  const { message = {} } = JSON.parse(request) as { message?: GraphMessage };
  const { toRecipients, ccRecipients, bccRecipients, replyTo } = message;
  const recipients = [toRecipients, ccRecipients, bccRecipients, replyTo].flatMap(
    (list): GraphRecipient[] => list ?? [],
  );
  const addresses = new Set(recipients.map(({ emailAddress }) => emailAddress.address.toLowerCase()));
  return [...addresses].filter((address) => names(text, address));
}

/** Whether the address appears by itself, and not as a part of a longer one. */
function names(text: string, address: string): boolean {
  for (let at = text.indexOf(address); at !== -1; at = text.indexOf(address, at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.slice(at + address.length, at + address.length + 2);
    if (!/[\w.!#$%&*+/=?^`{|}~@-]/.test(before) && !/^[\w@-]|^\.\w/.test(after)) return true;
  }
  return false;
}

function readErrorText(answer: Buffer): string {
  try {
    const { error } = JSON.parse(answer.toString()) as { error?: { message?: unknown } };
    return typeof error?.message === 'string' ? error.message : '';
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return '';
    throw error;
  }
}
