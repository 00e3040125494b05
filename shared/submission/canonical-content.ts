/**
 * The canonical content of a submission: one text for every way of writing the same content. Pure.
 *
 * Digests of this text are stored, so a change to it makes known idempotency keys look reused.
 */
import { writeCanonicalJson, type CanonicalValue } from './canonical-json.ts';
import type { Submission } from './submission.ts';

/** Canonical JSON of all that a submission says; the case of `from` does not count. */
export function writeCanonicalContent(submission: Submission): string {
  const { senderReference, from, message, saveToSentItems, reference, notBefore, expiresAt } = submission;
  return writeCanonicalJson({
    sender: senderReference,
    from: from?.toLowerCase(),
    message: message as { readonly [name: string]: CanonicalValue | undefined },
    saveToSentItems,
    reference,
    notBefore: notBefore?.toISOString(),
    expiresAt: expiresAt?.toISOString(),
  });
}
