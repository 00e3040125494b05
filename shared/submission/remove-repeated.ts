/**
 * Removes repeated recipients, so that each address is sent to once. Pure.
 */
import type { GraphRecipient } from '../graph/graph-message.ts';

/** The recipients without repeated addresses (case does not count); the first of each is kept. */
export function removeRepeated(recipients: readonly GraphRecipient[]): GraphRecipient[] {
  const seen = new Set<string>();
  return recipients.filter(({ emailAddress: { address } }) => {
    const key = address.toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}
