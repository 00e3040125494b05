/**
 * Shared mailboxes that people send from with their own grants, because they have the right Send As or Send on Behalf there.
 */
import * as z from 'zod/mini';
import { SHARED_SENDERS_MAX } from '../../provider-limits.ts';
import { addresses, applications, guid, people } from '../document-parts.ts';

export const graphSharedDocumentSchema = z.strictObject({
  provider: z.literal('graph-shared'),
  /** Where the mailboxes live, and the people's own ones. */
  homeTenantId: guid,
  mailboxes: addresses,
  /** Object ids in the host tenant of the people who may name such a mailbox in `from`. */
  senders: people(SHARED_SENDERS_MAX),
  /** Who of them sends where a message names the mailbox itself as its sender; absent: nobody does. */
  sender: z.optional(guid),
  applications,
});

export type GraphSharedDocument = z.infer<typeof graphSharedDocumentSchema>;
