/**
 * How many recipients a submission has. Pure.
 */
import type { Submission } from './submission.ts';

/** To, Cc and Bcc together; an address in two of them counts twice, as it does at Exchange. */
export function countRecipients({ message: { toRecipients, ccRecipients, bccRecipients } }: Submission): number {
  return [toRecipients, ccRecipients, bccRecipients].reduce((count, list) => count + (list?.length ?? 0), 0);
}
