/**
 * Mailboxes of a home tenant that the app sends from without a person, because that tenant's administrator allows exactly these.
 */
import * as z from 'zod/mini';
import { address, applications, guid, mailboxes } from '../document-parts.ts';

export const graphApplicationDocumentSchema = z.strictObject({
  provider: z.literal('graph-application'),
  /** Where the mailboxes live. */
  homeTenantId: guid,
  mailboxes,
  /** A mailbox of that tenant that the app must not reach, with which the readiness check proves that Exchange restricts it. */
  deniedMailbox: address,
  applications,
});

export type GraphApplicationDocument = z.infer<typeof graphApplicationDocumentSchema>;
