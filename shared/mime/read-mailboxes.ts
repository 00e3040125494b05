/**
 * The mailboxes of an address field, as recipients of Graph: groups flattened, names decoded, domains in their `xn--` form. Pure.
 *
 * Addresses are as strict as in JSON. A text without an address, which an unquoted comma in a name leaves behind, is a fault and never
 * left out, and so is one in which another reader could find another address (split-mailboxes.ts).
 */
import { findAddressProblem } from '../address.ts';
import type { GraphRecipient } from '../graph/graph-message.ts';
import { NAME_MAX_CHARACTERS } from '../limits.ts';
import { findHeaderTextProblem } from '../submission/header-text.ts';
import { normaliseRecipient } from '../submission/normalise-address.ts';
import { findLengthProblem } from '../submission/length-problem.ts';
import { decodeText, UNDECODABLE } from './field-text.ts';
import { splitMailboxes } from './split-mailboxes.ts';

/** The mailboxes, or what is wrong with the first that has a fault, as the end of a sentence about the field. */
export function readMailboxes(text: string): { mailboxes: GraphRecipient[] } | { problem: string } {
  const split = splitMailboxes(text);
  if ('problem' in split) return split;
  const mailboxes: GraphRecipient[] = [];
  for (const { address, name } of split.mailboxes) {
    const shown = decodeText(name).trim();
    const mailbox = normaliseRecipient({
      emailAddress: { address, ...(shown && { name: shown }) },
    }) as GraphRecipient;
    const addressProblem = findAddressProblem(mailbox.emailAddress.address);
    const nameProblem = findNameProblem(shown);
    if (addressProblem) return { problem: `has an address that ${addressProblem}` };
    if (nameProblem) return { problem: `has a name that ${nameProblem}` };
    mailboxes.push(mailbox);
  }
  return { mailboxes };
}

function findNameProblem(name: string): string | undefined {
  const undecodable = name.includes('\ufffd') ? UNDECODABLE : undefined;
  return undecodable ?? findLengthProblem(name, NAME_MAX_CHARACTERS) ?? findHeaderTextProblem(name);
}
