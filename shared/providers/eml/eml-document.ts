/**
 * What an operator writes about mailboxes of a test system, whose mail goes into a container and nowhere else: a member of the kind
 * `mailbox`, as a closed schema. It works only for a host tenant whose document has a `sandbox`, because such mail is stored unsealed.
 */
import * as z from 'zod/mini';
import { applications, mailboxes } from '../document-parts.ts';

export const emlDocumentSchema = z.strictObject({
  provider: z.literal('eml'),
  mailboxes,
  applications,
});

export type EmlDocument = z.infer<typeof emlDocumentSchema>;
